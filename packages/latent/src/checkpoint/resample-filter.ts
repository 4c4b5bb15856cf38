import type { DenseTensor } from './checkpoint.js';
import { CheckpointError } from './checkpoint-error.js';
import type { TensorReader } from './network-source.js';

/** The outer product of [1, 3, 3, 1] / 8 with itself: what StyleGAN2 resamples with unless told otherwise. */
const DEFAULT_TAPS = [1 / 8, 3 / 8, 3 / 8, 1 / 8];
const MIN_SIDE = 4;
const MAX_SIDE = 8;

/**
 * Reads a resample filter, [k] or [k, k] of sum `gain`, as [k, k] of sum 1; the default one where the file has
 * none. Throws `unsupported_architecture` when k is odd (its centre would lie off the pixel grid) or not 4 to 8.
 */
export function normalisedFilter(reader: TensorReader, name: string, gain: number): DenseTensor {
  if (!reader.has(name)) return outerProduct(Float32Array.from(DEFAULT_TAPS));
  const shape = reader.source.tensor(name)?.shape ?? [];
  const side = shape[0] ?? 0;
  const isFilter = (shape.length === 1 || shape.length === 2) && shape.every((size) => size === side);
  if (!isFilter || side % 2 !== 0 || side < MIN_SIDE || side > MAX_SIDE) {
    throw new CheckpointError(
      'unsupported_architecture',
      `${name} has the shape [${shape.join(', ')}]; square filters of 4, 6 or 8 taps are drawn.`,
    );
  }
  const values = reader.values(name, shape).map((value) => value / gain);
  return shape.length === 1 ? outerProduct(values) : { shape, values };
}

function outerProduct(taps: Float32Array): DenseTensor {
  const side = taps.length;
  const values = Float32Array.from(
    { length: side * side },
    (_, i) => taps[Math.floor(i / side)]! * taps[i % side]!,
  );
  return { shape: [side, side], values };
}
