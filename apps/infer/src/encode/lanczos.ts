/** Source pixels under the kernel for each target pixel. */
const TAPS = 6;

/** For each target pixel: the source pixels that make it, and their weights. Both [size, 6]. */
export interface Resampling {
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/**
 * One-dimensional Lanczos-3 enlargement (Turkowski, "Filters for Common Resampling Tasks", 1990), pixel centres
 * at half-integers, edges repeated, weights of each target pixel made to sum to 1.
 *
 * Throws RangeError unless 1 <= fromPx <= toPx, both integers: a reduction needs a wider kernel.
 */
export function lanczosResampling(fromPx: number, toPx: number): Resampling {
  if (!Number.isInteger(fromPx) || !Number.isInteger(toPx) || fromPx < 1 || toPx < fromPx) {
    throw new RangeError(`fromPx, toPx: expected integers 1 <= fromPx <= toPx, got ${fromPx}, ${toPx}`);
  }
  const indices = new Int32Array(toPx * TAPS);
  const weights = new Float32Array(toPx * TAPS);
  for (let target = 0; target < toPx; target++) {
    const centre = ((target + 0.5) * fromPx) / toPx - 0.5;
    const first = Math.floor(centre) - TAPS / 2 + 1;
    const row = Array.from({ length: TAPS }, (_, tap) => lanczos3(centre - (first + tap)));
    const sum = row.reduce((total, weight) => total + weight, 0);
    for (let tap = 0; tap < TAPS; tap++) {
      indices[target * TAPS + tap] = Math.min(fromPx - 1, Math.max(0, first + tap));
      weights[target * TAPS + tap] = row[tap]! / sum;
    }
  }
  return { indices, weights };
}

function lanczos3(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const angle = Math.PI * x;
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle);
}
