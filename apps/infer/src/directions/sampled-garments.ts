import type { Look, Probe } from './probe.js';

/**
 * Garments at the truncation that people start with, one w [wDim] each: `atLeast` of them, rounded up so that every
 * category has as many, where there are no more categories than that.
 */
export async function garmentsByCategory(
  probe: Probe,
  seed: number,
  atLeast: number,
): Promise<Float32Array[]> {
  const { categories, defaultTruncationPsi } = probe.pack.manifest;
  const each = categories.length > 0 && categories.length <= atLeast ? categories.length : 1;
  const n = each * Math.ceil(atLeast / each);
  const { w } = await probe.sample(seed, n, defaultTruncationPsi);
  return rowsOf(w, n);
}

/** Each w [wDim] of w [n, wDim] as a picture to look at, as it is. */
export function unmoved(w: Float32Array, n: number): Look[] {
  return rowsOf(w, n).map((row) => ({ w: row, edits: [] }));
}

function rowsOf(w: Float32Array, n: number): Float32Array[] {
  const wDim = w.length / n;
  return Array.from({ length: n }, (_, i) => w.slice(i * wDim, (i + 1) * wDim));
}
