import { CheckpointError } from './checkpoint-error.js';
import type { NetworkSource } from './network-source.js';
import { describePickleValue, PickleDict, PickleObject, type PickleValue } from './pickle-value.js';
import type { StepBudget } from './step-budget.js';
import type { StorageLookup } from './torch-storage.js';
import { isTorchTensor, torchTensor } from './torch-tensor.js';

/** Where training code keeps the averaged generator, best first. */
const GENERATOR_KEYS = ['g_ema', 'G_ema', 'ge', 'generator', 'state_dict'];
const AVERAGE_KEYS = ['latent_avg', 'w_avg'];
/** What wrappers put before every name. */
const PREFIXES = ['module.', 'generator.', 'G_ema.', 'g_ema.'];

/**
 * The generator's tensors in a pickled value: a dict of tensors by name, or a dict that has one under a name
 * training code uses. Throws `no_generator` saying what was found.
 */
export function stateDictSource(root: PickleValue, lookup: StorageLookup, budget: StepBudget): NetworkSource {
  if (!(root instanceof PickleDict)) {
    const hint =
      root instanceof PickleObject ? ' A whole Python object was saved: save its state_dict() instead.' : '';
    throw new CheckpointError(
      'no_generator',
      `The file holds ${describePickleValue(root)} and no weights.${hint}`,
    );
  }
  const found = GENERATOR_KEYS.map((key) => root.entries.get(key)).find((value) => hasTensors(value, budget));
  const generator = found ?? (hasTensors(root, budget) ? root : undefined);
  if (!(generator instanceof PickleDict)) {
    const keys = [...root.entries.keys()].slice(0, 8).map((key) => JSON.stringify(String(key)));
    throw new CheckpointError(
      'no_generator',
      `The file holds no generator weights; it has ${keys.join(', ') || 'nothing'}.`,
    );
  }
  const tensors = new Map<string, PickleObject>();
  addTensors(tensors, generator, budget);
  for (const key of AVERAGE_KEYS) {
    const average = root.entries.get(key);
    if (isTorchTensor(average)) tensors.set('latent_avg', average);
  }
  return {
    format: 'torch-state-dict',
    tensorNames: tensors.keys(),
    tensor: (name) => {
      const value = tensors.get(name);
      return value === undefined ? undefined : torchTensor(value, name, lookup);
    },
    setting: () => undefined,
    categories: [],
  };
}

function addTensors(tensors: Map<string, PickleObject>, dict: PickleDict, budget: StepBudget): void {
  budget.spend(dict.entries.size);
  for (const [key, value] of dict.entries) {
    if (typeof key === 'string' && isTorchTensor(value)) tensors.set(withoutPrefix(key), value);
  }
}

function withoutPrefix(key: string): string {
  const prefix = PREFIXES.find((candidate) => key.startsWith(candidate));
  return prefix === undefined ? key : key.slice(prefix.length);
}

function hasTensors(value: PickleValue | undefined, budget: StepBudget): boolean {
  if (!(value instanceof PickleDict)) return false;
  budget.spend(value.entries.size);
  return [...value.entries.values()].some(isTorchTensor);
}
