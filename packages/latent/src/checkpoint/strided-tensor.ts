import { CheckpointError } from './checkpoint-error.js';
import { ELEMENT_BYTES, type ElementType, elementReader } from './element-type.js';
import type { StepBudget } from './step-budget.js';

const MAX_DIMENSIONS = 8;

/** A tensor as a file describes it: a view into a storage, in elements. Nothing is checked yet. */
export interface StridedTensor {
  readonly name: string;
  readonly type: ElementType;
  /** Bytes of the whole storage. A function where finding them is work: it runs when the tensor is read. */
  readonly storage: () => Uint8Array;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** The strides of a dense tensor of this shape, last axis fastest. */
export function denseStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Copies a tensor out of its storage into dense float32 order. Takes one budget step an element.
 *
 * Throws CheckpointError: `bad_shape` (a size that is no positive integer, more than 8 axes), `bad_strides` (a
 * stride below 1, elements that share a place, or a place outside the storage), `not_finite`, `over_budget`.
 */
export function readStridedTensor(tensor: StridedTensor, budget: StepBudget): Float32Array {
  const { name, shape, strides, offset } = tensor;
  const count = expectLayout(tensor);
  budget.spend(count);
  const storage = tensor.storage();
  const storageElements = Math.floor(storage.length / ELEMENT_BYTES[tensor.type]);
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, offset);
  if (!(offset >= 0 && last < storageElements)) {
    throw new CheckpointError(
      'bad_strides',
      `${name} reaches element ${last} of a storage that has ${storageElements}.`,
    );
  }
  const read = elementReader(storage, tensor.type);
  const values = new Float32Array(count);
  const index = new Array<number>(shape.length).fill(0);
  let from = offset;
  for (let to = 0; to < count; to++) {
    const value = Math.fround(read(from));
    if (!Number.isFinite(value)) {
      throw new CheckpointError(
        'not_finite',
        `${name} holds a value that is not a finite number (at ${to}).`,
      );
    }
    values[to] = value;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return values;
}

/** Checks shape and strides and returns the number of elements. */
function expectLayout({ name, shape, strides, offset }: StridedTensor): number {
  const sizesAreCounts = shape.every((size) => Number.isSafeInteger(size) && size >= 1);
  if (!sizesAreCounts || shape.length > MAX_DIMENSIONS || shape.length !== strides.length) {
    throw new CheckpointError('bad_shape', `${name} has the shape [${shape}] with strides [${strides}].`);
  }
  if (!Number.isSafeInteger(offset)) throw new CheckpointError('bad_strides', `${name} starts at ${offset}.`);
  const axes = [...shape.keys()].filter((axis) => shape[axis]! > 1);
  axes.sort((a, b) => strides[a]! - strides[b]!);
  let reach = 1;
  for (const axis of axes) {
    if (!Number.isSafeInteger(strides[axis]) || strides[axis]! < reach) {
      throw new CheckpointError(
        'bad_strides',
        `${name} has the shape [${shape}] with strides [${strides}], where elements overlap.`,
      );
    }
    reach += (shape[axis]! - 1) * strides[axis]!;
  }
  return elementCount(shape);
}
