import { setImmediate } from 'node:timers/promises';
import { lanczosResampling, type Resampling } from './lanczos.js';

/** Values written between two pauses: about 10 ms of work, so that heartbeats and leases keep their time. */
const VALUES_BETWEEN_PAUSES = 1_048_576;

/**
 * A square picture enlarged with Lanczos-3, columns first, rows second. (libvips answers "lanczos3" with a bicubic
 * kernel when it enlarges, and takes half as long again.)
 *
 * `pixels` [fromPx, fromPx, channels]; returns [toPx, toPx, channels]. Throws RangeError when the length or the
 * sizes do not fit.
 */
export async function enlarge(
  pixels: Uint8Array,
  fromPx: number,
  toPx: number,
  channels: 1 | 3 = 3,
): Promise<Uint8ClampedArray> {
  if (pixels.length !== fromPx * fromPx * channels) {
    throw new RangeError(`pixels: expected ${fromPx * fromPx * channels} values, got ${pixels.length}`);
  }
  const resampling = lanczosResampling(fromPx, toPx);
  const wide = widen(pixels, fromPx, toPx, channels, resampling);
  const width = toPx * channels;
  const large = new Uint8ClampedArray(toPx * width);
  const rowsBetweenPauses = Math.max(1, Math.floor(VALUES_BETWEEN_PAUSES / width));
  for (let first = 0; first < toPx; first += rowsBetweenPauses) {
    if (first > 0) await setImmediate();
    fillRows(large, wide, width, first, Math.min(toPx, first + rowsBetweenPauses), resampling);
  }
  return large;
}

/** [fromPx, fromPx, channels] to [fromPx, toPx, channels]. The six products are written out: a loop takes twice the time. */
function widen(
  pixels: Uint8Array,
  fromPx: number,
  toPx: number,
  channels: number,
  { indices, weights }: Resampling,
): Float32Array {
  const wide = new Float32Array(fromPx * toPx * channels);
  for (let x = 0; x < toPx; x++) {
    const tap = x * 6;
    const w0 = weights[tap]!;
    const w1 = weights[tap + 1]!;
    const w2 = weights[tap + 2]!;
    const w3 = weights[tap + 3]!;
    const w4 = weights[tap + 4]!;
    const w5 = weights[tap + 5]!;
    const i0 = indices[tap]! * channels;
    const i1 = indices[tap + 1]! * channels;
    const i2 = indices[tap + 2]! * channels;
    const i3 = indices[tap + 3]! * channels;
    const i4 = indices[tap + 4]! * channels;
    const i5 = indices[tap + 5]! * channels;
    for (let y = 0; y < fromPx; y++) {
      for (let c = 0; c < channels; c++) {
        const from = y * fromPx * channels + c;
        wide[(y * toPx + x) * channels + c] =
          w0 * pixels[from + i0]! +
          w1 * pixels[from + i1]! +
          w2 * pixels[from + i2]! +
          w3 * pixels[from + i3]! +
          w4 * pixels[from + i4]! +
          w5 * pixels[from + i5]!;
      }
    }
  }
  return wide;
}

/** Rows [first, end) of the enlarged picture, each `width` values, from the widened one. */
function fillRows(
  large: Uint8ClampedArray,
  wide: Float32Array,
  width: number,
  first: number,
  end: number,
  { indices, weights }: Resampling,
): void {
  for (let y = first; y < end; y++) {
    const tap = y * 6;
    const w0 = weights[tap]!;
    const w1 = weights[tap + 1]!;
    const w2 = weights[tap + 2]!;
    const w3 = weights[tap + 3]!;
    const w4 = weights[tap + 4]!;
    const w5 = weights[tap + 5]!;
    const i0 = indices[tap]! * width;
    const i1 = indices[tap + 1]! * width;
    const i2 = indices[tap + 2]! * width;
    const i3 = indices[tap + 3]! * width;
    const i4 = indices[tap + 4]! * width;
    const i5 = indices[tap + 5]! * width;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      large[row + x] =
        w0 * wide[i0 + x]! +
        w1 * wide[i1 + x]! +
        w2 * wide[i2 + x]! +
        w3 * wide[i3 + x]! +
        w4 * wide[i4 + x]! +
        w5 * wide[i5 + x]!;
    }
  }
}
