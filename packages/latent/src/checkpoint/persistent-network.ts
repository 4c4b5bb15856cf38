import { CheckpointError } from './checkpoint-error.js';
import type { ModuleSetting, NetworkSource } from './network-source.js';
import { numberFromPickle } from './numpy-scalar.js';
import { describePickleValue, PickleDict, PickleObject, type PickleValue } from './pickle-value.js';
import type { StepBudget } from './step-budget.js';
import type { StorageLookup } from './torch-storage.js';
import { isTorchTensor, torchTensor } from './torch-tensor.js';

const RECONSTRUCT = 'torch_utils.persistence._reconstruct_persistent_obj';
const MAX_DEPTH = 8;
const MAX_MODULES = 4096;

interface PersistentModule {
  readonly className: string;
  readonly state: ReadonlyMap<PickleValue, PickleValue>;
}

/** The module inside a StyleGAN2-ADA pickle: its class name and attributes. Its source text is not looked at. */
export function persistentModule(value: PickleValue | undefined): PersistentModule | undefined {
  if (!(value instanceof PickleObject) || value.callee.path !== RECONSTRUCT) return undefined;
  const meta = entriesOf(value.args[0]);
  const className = meta?.get('class_name');
  const state = entriesOf(meta?.get('state'));
  return typeof className === 'string' && state !== undefined ? { className, state } : undefined;
}

/** What a dict holds, or an object that is one (EasyDict). */
function entriesOf(value: PickleValue | undefined): ReadonlyMap<PickleValue, PickleValue> | undefined {
  return value instanceof PickleDict || value instanceof PickleObject ? value.entries : undefined;
}

/**
 * Flattens a module tree into tensors by dotted name and settings by module path. A setting is a module's own
 * attribute, or else what its constructor was given by name.
 *
 * Throws CheckpointError `corrupt` (a child that is no module), `over_budget` (past 8 levels or 4,096 modules).
 */
export function persistentNetwork(
  root: PersistentModule,
  lookup: StorageLookup,
  budget: StepBudget,
): NetworkSource {
  const tensors = new Map<string, PickleObject>();
  const modules = new Map<string, PersistentModule>();
  const pending: { path: string; depth: number; module: PersistentModule }[] = [
    { path: '', depth: 0, module: root },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, depth, module } = next;
    if (depth > MAX_DEPTH || modules.size >= MAX_MODULES) {
      throw new CheckpointError(
        'over_budget',
        'The generator is nested deeper or wider than any StyleGAN2 is.',
      );
    }
    modules.set(path, module);
    for (const group of ['_parameters', '_buffers']) {
      for (const [name, value] of children(module, group, budget)) {
        if (isTorchTensor(value)) tensors.set(join(path, name), value);
      }
    }
    for (const [name, value] of children(module, '_modules', budget)) {
      if (value === null) continue;
      const child = persistentModule(value);
      if (child === undefined) {
        throw new CheckpointError(
          'corrupt',
          `${join(path, name)} is ${describePickleValue(value)} and no module.`,
        );
      }
      pending.push({ path: join(path, name), depth: depth + 1, module: child });
    }
  }
  return {
    format: 'stylegan2-ada-pickle',
    tensorNames: tensors.keys(),
    tensor: (name) => {
      const value = tensors.get(name);
      return value === undefined ? undefined : torchTensor(value, name, lookup);
    },
    setting: (path, key) => {
      const state = modules.get(path)?.state;
      const own = settingFrom(state?.get(key));
      return own !== undefined ? own : settingFrom(entriesOf(state?.get('_init_kwargs'))?.get(key));
    },
    categories: [],
  };
}

function children(module: PersistentModule, group: string, budget: StepBudget): [string, PickleValue][] {
  const found = module.state.get(group);
  if (found === undefined) return [];
  if (!(found instanceof PickleDict)) {
    throw new CheckpointError('corrupt', `A module has ${describePickleValue(found)} for its ${group}.`);
  }
  budget.spend(found.entries.size);
  return [...found.entries].filter((entry): entry is [string, PickleValue] => typeof entry[0] === 'string');
}

function settingFrom(value: PickleValue | undefined): ModuleSetting | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return numberFromPickle(value);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
