import { clothOf } from './cloth-measures.js';
import { labOf } from './lab.js';
import type { Silhouette } from './silhouette.js';

/** Quantiles that stand for the distribution of one channel. */
const QUANTILES = 32;

/**
 * How L*, a* and b* are distributed over the cloth: the middles of 32 equal shares of each channel's sorted values,
 * [3, 32]. It says nothing of where on the garment a colour lies, so garments of other shapes can be compared.
 * `rgb` [sidePx, sidePx, 3].
 */
export function colourQuantiles(rgb: Uint8Array, silhouette: Silhouette): Float64Array {
  const cloth = clothOf(silhouette);
  const count = cloth.reduce((sum, cell) => sum + cell, 0);
  const channels = [0, 1, 2].map(() => new Float64Array(count));
  let at = 0;
  for (let cell = 0; cell < cloth.length; cell++) {
    if (cloth[cell] !== 1) continue;
    const lab = labOf(rgb[3 * cell]!, rgb[3 * cell + 1]!, rgb[3 * cell + 2]!);
    for (const [c, value] of lab.entries()) channels[c]![at] = value;
    at += 1;
  }
  const quantiles = channels.flatMap((values) => {
    values.sort();
    return Array.from({ length: QUANTILES }, (_, i) => values[Math.floor(((i + 0.5) / QUANTILES) * count)]!);
  });
  return Float64Array.from(quantiles);
}

/**
 * How far apart two distributions of colour are, in units of CIELAB: the earth mover's distance of each channel
 * (on a line it is the mean difference of the quantiles: Vallender 1974), the three as legs of one distance.
 */
export function colourDistance(one: Float64Array, other: Float64Array): number {
  const moved = [0, 0, 0];
  for (const [i, value] of one.entries()) {
    moved[Math.floor(i / QUANTILES)]! += Math.abs(value - other[i]!) / QUANTILES;
  }
  return Math.hypot(...moved);
}
