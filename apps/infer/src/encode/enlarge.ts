import { setImmediate } from 'node:timers/promises';
import { lanczosResampling, type Resampling } from './lanczos.js';

/** Values written between two pauses: about 10 ms of work, so that heartbeats and leases keep their time. */
const VALUES_BETWEEN_PAUSES = 1_048_576;

/**
 * A square RGB picture enlarged with Lanczos-3, columns first, rows second. (libvips answers "lanczos3" with a
 * bicubic kernel when it enlarges, and takes half as long again.)
 *
 * `rgb` [fromPx, fromPx, 3]; returns [toPx, toPx, 3]. Throws RangeError when the length or the sizes do not fit.
 */
export async function enlarge(rgb: Uint8Array, fromPx: number, toPx: number): Promise<Uint8ClampedArray> {
  if (rgb.length !== fromPx * fromPx * 3) {
    throw new RangeError(`rgb: expected ${fromPx * fromPx * 3} values, got ${rgb.length}`);
  }
  const resampling = lanczosResampling(fromPx, toPx);
  const wide = widen(rgb, fromPx, toPx, resampling);
  const large = new Uint8ClampedArray(toPx * toPx * 3);
  const rowsBetweenPauses = Math.max(1, Math.floor(VALUES_BETWEEN_PAUSES / (toPx * 3)));
  for (let first = 0; first < toPx; first += rowsBetweenPauses) {
    if (first > 0) await setImmediate();
    fillRows(large, wide, toPx * 3, first, Math.min(toPx, first + rowsBetweenPauses), resampling);
  }
  return large;
}

/** [fromPx, fromPx, 3] to [fromPx, toPx, 3]. The six products are written out: a loop takes twice the time. */
function widen(
  rgb: Uint8Array,
  fromPx: number,
  toPx: number,
  { indices, weights }: Resampling,
): Float32Array {
  const wide = new Float32Array(fromPx * toPx * 3);
  for (let x = 0; x < toPx; x++) {
    const tap = x * 6;
    const w0 = weights[tap]!;
    const w1 = weights[tap + 1]!;
    const w2 = weights[tap + 2]!;
    const w3 = weights[tap + 3]!;
    const w4 = weights[tap + 4]!;
    const w5 = weights[tap + 5]!;
    const i0 = indices[tap]! * 3;
    const i1 = indices[tap + 1]! * 3;
    const i2 = indices[tap + 2]! * 3;
    const i3 = indices[tap + 3]! * 3;
    const i4 = indices[tap + 4]! * 3;
    const i5 = indices[tap + 5]! * 3;
    for (let y = 0; y < fromPx; y++) {
      for (let c = 0; c < 3; c++) {
        const from = y * fromPx * 3 + c;
        wide[(y * toPx + x) * 3 + c] =
          w0 * rgb[from + i0]! +
          w1 * rgb[from + i1]! +
          w2 * rgb[from + i2]! +
          w3 * rgb[from + i3]! +
          w4 * rgb[from + i4]! +
          w5 * rgb[from + i5]!;
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
