import { type BinaryMap, eroded } from './grid.js';
import { labOf } from './lab.js';
import type { Silhouette } from './silhouette.js';

/** What colour and surface the cloth has. */
export interface ClothMeasures {
  /** Mean L*, 0 black to 100 white. */
  readonly lightness: number;
  /** Mean of a* and b* along the hue of orange (55°): blue is below 0, orange above. */
  readonly warmth: number;
  /** Mean chroma C*ab: grey is 0. */
  readonly colourfulness: number;
  /** Root mean square of what L* does within a sixteenth of the side: plain cloth is near 0. */
  readonly texture: number;
}

const WARM_HUE = (55 * Math.PI) / 180;
/** The outline is left out: its pixels are half background. */
const EDGE_SHARE = 1 / 64;
const NEIGHBOURHOOD_SHARE = 1 / 32;

/** Measures the cloth inside a silhouette. `rgb` [sidePx, sidePx, 3]. */
export function clothMeasures(rgb: Uint8Array, silhouette: Silhouette): ClothMeasures {
  const { sidePx } = silhouette;
  const cloth = clothOf(silhouette);
  const lightness = new Float64Array(cloth.length);
  let [count, sumL, sumWarm, sumChroma] = [0, 0, 0, 0];
  for (let cell = 0; cell < cloth.length; cell++) {
    if (cloth[cell] !== 1) continue;
    const [l, a, b] = labOf(rgb[3 * cell]!, rgb[3 * cell + 1]!, rgb[3 * cell + 2]!);
    lightness[cell] = l;
    count += 1;
    sumL += l;
    sumWarm += a * Math.cos(WARM_HUE) + b * Math.sin(WARM_HUE);
    sumChroma += Math.hypot(a, b);
  }
  return {
    lightness: sumL / count,
    warmth: sumWarm / count,
    colourfulness: sumChroma / count,
    texture: roughness(lightness, cloth, sidePx),
  };
}

/** Where there is surely cloth: the silhouette without its edge, or all of one that is nothing but edge. */
export function clothOf({ sidePx, inside }: Silhouette): BinaryMap {
  const inner = eroded(inside, sidePx, Math.max(1, Math.round(sidePx * EDGE_SHARE)));
  return inner.includes(1) ? inner : inside;
}

/** RMS difference of each cell from the mean of the cells of cloth around it. */
function roughness(lightness: Float64Array, cloth: Uint8Array, sidePx: number): number {
  const radius = Math.max(1, Math.round(sidePx * NEIGHBOURHOOD_SHARE));
  const sums = summedArea(lightness, sidePx);
  const counts = summedArea(cloth, sidePx);
  let [squares, count] = [0, 0];
  for (let cell = 0; cell < cloth.length; cell++) {
    if (cloth[cell] !== 1) continue;
    const around = window(cell, sidePx, radius);
    const mean = sumIn(sums, sidePx, around) / sumIn(counts, sidePx, around);
    squares += (lightness[cell]! - mean) ** 2;
    count += 1;
  }
  return Math.sqrt(squares / count);
}

type Window = readonly [x0: number, y0: number, x1: number, y1: number];

function window(cell: number, sidePx: number, radius: number): Window {
  const x = cell % sidePx;
  const y = (cell - x) / sidePx;
  const end = (at: number) => Math.min(sidePx, at + radius + 1);
  return [Math.max(0, x - radius), Math.max(0, y - radius), end(x), end(y)];
}

/** Sums over all cells above and left (Crow 1984), [sidePx + 1, sidePx + 1]. */
function summedArea(values: ArrayLike<number>, sidePx: number): Float64Array {
  const width = sidePx + 1;
  const sums = new Float64Array(width * width);
  for (let y = 0; y < sidePx; y++) {
    let row = 0;
    for (let x = 0; x < sidePx; x++) {
      row += values[y * sidePx + x]!;
      sums[(y + 1) * width + x + 1] = sums[y * width + x + 1]! + row;
    }
  }
  return sums;
}

function sumIn(sums: Float64Array, sidePx: number, [x0, y0, x1, y1]: Window): number {
  const width = sidePx + 1;
  return sums[y1 * width + x1]! - sums[y0 * width + x1]! - sums[y1 * width + x0]! + sums[y0 * width + x0]!;
}
