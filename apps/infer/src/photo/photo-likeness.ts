import type { PhotoLikeness } from '@toile/protocol';
import { labOf } from '../measure/lab.js';
import { type Silhouette, silhouetteOf } from '../measure/silhouette.js';
import { likeness } from '../preview/likeness.js';

/**
 * Compares two pictures [sidePx, sidePx, 3]; `psnrDb` is infinite where they are equal. Throws RangeError as `likeness`
 * does.
 */
export function photoLikeness(drawn: Uint8Array, wanted: Uint8Array, sidePx: number): PhotoLikeness {
  const { psnrDb, ssim } = likeness(drawn, wanted, sidePx);
  const [a, b] = [silhouetteOf(drawn, sidePx), silhouetteOf(wanted, sidePx)];
  if (!a || !b) return { psnrDb, ssim, shape: null, colourDistance: null };
  const [labA, labB] = [meanLab(drawn, a), meanLab(wanted, b)];
  const colourDistance = Math.hypot(...labA.map((value, i) => value - labB[i]!));
  return { psnrDb, ssim, shape: overlap(a, b), colourDistance };
}

function overlap(a: Silhouette, b: Silhouette): number {
  let both = 0;
  for (let cell = 0; cell < a.inside.length; cell++) both += a.inside[cell]! & b.inside[cell]!;
  return both / (a.areaPx + b.areaPx - both);
}

function meanLab(rgb: Uint8Array, { inside, areaPx }: Silhouette): number[] {
  const sums = [0, 0, 0];
  for (let cell = 0; cell < inside.length; cell++) {
    if (inside[cell] !== 1) continue;
    const lab = labOf(rgb[3 * cell]!, rgb[3 * cell + 1]!, rgb[3 * cell + 2]!);
    for (let i = 0; i < 3; i++) sums[i]! += lab[i]!;
  }
  return sums.map((sum) => sum / areaPx);
}
