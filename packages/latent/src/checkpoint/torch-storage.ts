import { ByteCursor } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import { ELEMENT_BYTES, type ElementType, elementTypeNamed } from './element-type.js';
import { readPickle } from './pickle-machine.js';
import {
  describePickleValue,
  PersistentId,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PickleTuple,
  type PickleValue,
} from './pickle-value.js';
import type { StepBudget } from './step-budget.js';

/** The first pickle of every stream that `torch.save` wrote before PyTorch 1.6: PROTO 2, a magic number, STOP. */
const STREAM_MAGIC = [
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
];
const STREAM_VERSION = 1001;

/** A storage's bytes and the number type that it was pickled as. */
export interface TorchStorage {
  readonly type: ElementType;
  readonly bytes: () => Uint8Array;
}

/** Finds the storage that a value of a pickle stands for. */
export type StorageLookup = (reference: PickleValue, tensorName: string) => TorchStorage;

/** A stream of the `torch.save` that preceded zip archives: a pickled value and the storages that it refers to. */
export interface TorchStream {
  readonly root: PickleValue;
  /** Raw storage bytes by key. */
  readonly storages: ReadonlyMap<string, Uint8Array>;
}

export function isTorchStream(bytes: Uint8Array): boolean {
  return STREAM_MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * Reads a legacy stream: magic, version, system facts, the value, the storage keys, then for each key its
 * element count (int64) and elements. Throws CheckpointError as `readPickle`.
 */
export function readTorchStream(bytes: Uint8Array, budget: StepBudget): TorchStream {
  if (!isTorchStream(bytes)) throw corrupt('has bytes for a storage that torch.save did not write');
  const cursor = new ByteCursor(bytes, STREAM_MAGIC.length);
  const version = readPickle(cursor, budget);
  if (version !== STREAM_VERSION) throw corrupt(`is of stream version ${describePickleValue(version)}`);
  const system = readPickle(cursor, budget);
  if (system instanceof PickleDict && system.entries.get('little_endian') === false) {
    throw corrupt('was written on a big-endian machine');
  }
  const root = readPickle(cursor, budget);
  const keys = readPickle(cursor, budget);
  if (!(keys instanceof PickleList)) throw corrupt('has no list of storages');
  const types = storageTypes(root, budget);
  const storages = new Map<string, Uint8Array>();
  for (const key of keys.items) {
    const type = typeof key === 'string' ? types.get(key) : undefined;
    if (typeof key !== 'string' || type === undefined) throw corrupt('lists a storage that nothing uses');
    const count = cursor.length64();
    storages.set(key, cursor.take(count * type.elementBytes));
  }
  return { root, storages };
}

/** The lookup for values of a pickle whose persistent ids name entries of `bytesOf`. */
export function storageLookup(
  bytesOf: (key: string) => Uint8Array | undefined,
  budget: StepBudget,
): StorageLookup {
  const nested = new Map<Uint8Array, TorchStorage>();
  return (reference, tensorName) => {
    if (reference instanceof PickleObject && reference.callee.path === 'torch.storage._load_from_bytes') {
      const [bytes] = reference.args;
      if (!(bytes instanceof Uint8Array)) throw corrupt(`has no bytes behind ${tensorName}`);
      const known = nested.get(bytes) ?? nestedStorage(bytes, tensorName, budget);
      nested.set(bytes, known);
      return known;
    }
    if (!(reference instanceof PersistentId)) {
      throw corrupt(`has ${describePickleValue(reference)} where ${tensorName} needs a storage`);
    }
    const { className, key } = storageReference(reference, tensorName);
    const bytes = bytesOf(key);
    if (bytes === undefined)
      throw new CheckpointError('truncated', `The storage of ${tensorName} is not in the file.`);
    return { type: elementTypeNamed(className, tensorName), bytes: () => bytes };
  };
}

/** The one storage of a stream that was pickled into another pickle as bytes. */
function nestedStorage(bytes: Uint8Array, tensorName: string, budget: StepBudget): TorchStorage {
  const stream = readTorchStream(bytes, budget);
  if (!(stream.root instanceof PersistentId)) {
    throw corrupt(`has ${describePickleValue(stream.root)} where ${tensorName} needs a storage`);
  }
  const { className, key } = storageReference(stream.root, tensorName);
  const found = stream.storages.get(key);
  if (found === undefined)
    throw new CheckpointError('truncated', `The storage of ${tensorName} is not in the file.`);
  return { type: elementTypeNamed(className, tensorName), bytes: () => found };
}

/** `('storage', class, key, device, count, view)`; the count is the file's word and is not relied on. */
function storageReference({ id }: PersistentId, where: string): { className: string; key: string } {
  const [tag, storageClass, key, , , view = null] = id instanceof PickleTuple ? id.items : [];
  if (view !== null)
    throw corrupt(`has a view of another storage behind ${where}, as only PyTorch 0.3 wrote them`);
  if (tag !== 'storage' || !(storageClass instanceof PickleGlobal) || typeof key !== 'string') {
    throw corrupt(`has a storage reference of an unknown form behind ${where}`);
  }
  return { className: storageClass.name, key };
}

/** Element sizes by storage key, of every storage reference inside `root`. */
function storageTypes(root: PickleValue, budget: StepBudget): Map<string, { elementBytes: number }> {
  const types = new Map<string, { elementBytes: number }>();
  const seen = new Set<PickleValue>();
  const pending: PickleValue[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array || seen.has(value))
      continue;
    seen.add(value);
    if (value instanceof PersistentId) {
      const tag = value.id instanceof PickleTuple ? value.id.items[0] : undefined;
      if (tag !== 'storage') continue;
      const { className, key } = storageReference(value, 'a tensor');
      types.set(key, { elementBytes: storageElementBytes(className) });
      continue;
    }
    const children = childrenOf(value);
    budget.spend(children.length);
    for (const child of children) pending.push(child);
  }
  return types;
}

function childrenOf(value: PickleValue): readonly PickleValue[] {
  if (value instanceof PickleTuple || value instanceof PickleList) return value.items;
  if (value instanceof PickleDict) return [...value.entries.values()];
  if (value instanceof PickleObject)
    return [...value.args, value.state, ...value.items, ...value.entries.values()];
  return [];
}

function storageElementBytes(className: string): number {
  const integer = INTEGER_STORAGE_BYTES.get(className);
  return integer ?? ELEMENT_BYTES[elementTypeNamed(className, 'A tensor')];
}

const INTEGER_STORAGE_BYTES: ReadonlyMap<string, number> = new Map([
  ['LongStorage', 8],
  ['IntStorage', 4],
  ['ShortStorage', 2],
  ['CharStorage', 1],
  ['ByteStorage', 1],
  ['BoolStorage', 1],
  ['UntypedStorage', 1],
]);

function corrupt(what: string): CheckpointError {
  return new CheckpointError('corrupt', `The file ${what}.`);
}
