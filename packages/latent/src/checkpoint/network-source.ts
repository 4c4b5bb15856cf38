import type { CheckpointFormat, DenseTensor } from './checkpoint.js';
import { CheckpointError } from './checkpoint-error.js';
import type { StepBudget } from './step-budget.js';
import { elementCount, readStridedTensor, type StridedTensor } from './strided-tensor.js';

/** A setting of a module that is not a tensor. */
export type ModuleSetting = number | string | boolean | null;

/** A generator as its file names it: tensors by dotted name, and settings by module path. */
export interface NetworkSource {
  readonly format: CheckpointFormat;
  readonly tensorNames: Iterable<string>;
  /** Describes a tensor without reading it. Undefined when there is none of that name. */
  tensor(name: string): StridedTensor | undefined;
  /** A setting such as `conv_clamp` of `synthesis.b4.conv1`; undefined where the file does not say. */
  setting(path: string, key: string): ModuleSetting | undefined;
  readonly categories: readonly string[];
}

/** Reads the tensors of a source, checks their shapes, and remembers which were read. */
export class TensorReader {
  readonly source: NetworkSource;
  readonly #budget: StepBudget;
  readonly #names: ReadonlySet<string>;
  readonly #read = new Set<string>();

  constructor(source: NetworkSource, budget: StepBudget) {
    this.source = source;
    this.#budget = budget;
    this.#names = new Set(source.tensorNames);
  }

  get names(): ReadonlySet<string> {
    return this.#names;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /**
   * Reads a tensor whose axes must match `shape`; null there accepts any size. Throws CheckpointError
   * `missing_tensor`, `bad_shape`, or as `readStridedTensor`.
   */
  dense(name: string, shape: readonly (number | null)[]): DenseTensor {
    const tensor = this.source.tensor(name);
    if (tensor === undefined)
      throw new CheckpointError('missing_tensor', `The generator has no tensor ${name}.`);
    const found = tensor.shape;
    if (found.length !== shape.length || shape.some((size, axis) => size !== null && size !== found[axis])) {
      const wanted = shape.map((size) => size ?? 'any').join(', ');
      throw new CheckpointError(
        'bad_shape',
        `${name} has the shape [${found.join(', ')}], expected [${wanted}].`,
      );
    }
    this.#read.add(name);
    return { shape: found, values: readStridedTensor(tensor, this.#budget) };
  }

  /** The values of `dense`. */
  values(name: string, shape: readonly number[]): Float32Array {
    return this.dense(name, shape).values;
  }

  /** A single number, of shape [] or [1]. */
  scalar(name: string): number {
    const shape = this.source.tensor(name)?.shape;
    return this.dense(name, shape !== undefined && elementCount(shape) === 1 ? shape : []).values[0]!;
  }

  /**
   * Refuses a generator with parts that were not read and that `ignorable` does not name: it would be drawn
   * without them, and wrongly. Throws `unsupported_architecture`.
   */
  expectAllRead(ignorable: (name: string) => boolean): void {
    const left = [...this.#names].filter((name) => !this.#read.has(name) && !ignorable(name));
    if (left.length === 0) return;
    const shown = left.slice(0, 3).join(', ');
    throw new CheckpointError(
      'unsupported_architecture',
      `The generator has ${left.length} tensors that a StyleGAN2 generator does not have, such as ${shown}.`,
    );
  }
}
