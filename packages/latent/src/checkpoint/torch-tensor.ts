import { CheckpointError } from './checkpoint-error.js';
import { PickleObject, PickleTuple, type PickleValue } from './pickle-value.js';
import type { StridedTensor } from './strided-tensor.js';
import type { StorageLookup } from './torch-storage.js';

const REBUILD_TENSOR = new Set(['torch._utils._rebuild_tensor_v2', 'torch._utils._rebuild_tensor']);
const REBUILD_PARAMETER = new Set([
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
  'torch.nn.parameter.Parameter',
]);

/** Whether a pickled value stands for a tensor or parameter. */
export function isTorchTensor(value: PickleValue | undefined): value is PickleObject {
  if (!(value instanceof PickleObject)) return false;
  return REBUILD_TENSOR.has(value.callee.path) || REBUILD_PARAMETER.has(value.callee.path);
}

/**
 * The view that a pickled tensor describes: `_rebuild_tensor_v2(storage, offset, shape, strides, ...)`, bare or
 * inside a parameter. The storage is looked up when the tensor is read. Throws `corrupt` naming the tensor.
 */
export function torchTensor(value: PickleObject, name: string, lookup: StorageLookup): StridedTensor {
  const inner = REBUILD_PARAMETER.has(value.callee.path) ? value.args[0] : value;
  if (!(inner instanceof PickleObject) || !REBUILD_TENSOR.has(inner.callee.path)) throw malformed(name);
  const [reference, offset, shape, strides] = inner.args;
  if (reference === undefined || typeof offset !== 'number') throw malformed(name);
  const storage = lookup(reference, name);
  return {
    name,
    type: storage.type,
    storage: storage.bytes,
    offset,
    shape: integers(shape, name),
    strides: integers(strides, name),
  };
}

/** A tuple of integers, bare or as `torch.Size((...))`. */
function integers(value: PickleValue | undefined, name: string): number[] {
  const plain = value instanceof PickleObject && value.callee.path === 'torch.Size' ? value.args[0] : value;
  if (!(plain instanceof PickleTuple)) throw malformed(name);
  return plain.items.map((item) => {
    if (typeof item !== 'number' || !Number.isInteger(item)) throw malformed(name);
    return item;
  });
}

function malformed(name: string): CheckpointError {
  return new CheckpointError('corrupt', `The tensor ${name} is not described as PyTorch describes tensors.`);
}
