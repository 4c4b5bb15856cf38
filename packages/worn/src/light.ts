import { levels } from './figure/skeleton.js';
import { clamp } from './geometry.js';

/** Where the light comes from: above, from the left, in front. Of length one. */
const light = { x: -0.46, y: -0.42, z: 0.78 } as const;

/** How much a front faces up (below nought) or down, by the level on the body: chest, under it, belly, seat. */
const fronts: readonly (readonly [level: number, down: number])[] = [
  [1.4, -0.42],
  [1.9, -0.2],
  [levels.bust, -0.06],
  [2.6, 0.22],
  [levels.waist, 0.08],
  [3.3, -0.06],
  [levels.hip, 0.04],
  [4.4, 0.1],
  [6, 0.04],
  [8.5, 0.08],
];

/**
 * The light on cloth over a round body, against 1 for cloth that faces it as flat as paper: Lambert's cosine, over
 * an even light from everywhere. `round` is how far across the body, -1 to 1; `level` is in heads.
 */
export function lightAt(round: number, level: number): number {
  const nx = clamp(round, -1, 1) * 0.88;
  const ny = frontAt(level);
  const nz = Math.sqrt(Math.max(0.05, 1 - nx * nx - ny * ny));
  const lambert = nx * light.x + ny * light.y + nz * light.z;
  return 0.7 + 0.385 * lambert;
}

function frontAt(level: number): number {
  for (let at = 1; at < fronts.length; at++) {
    const [below, down] = fronts[at]!;
    if (level > below && at < fronts.length - 1) continue;
    const [above, up] = fronts[at - 1]!;
    const t = clamp((level - above) / (below - above), 0, 1);
    return up + (down - up) * t * t * (3 - 2 * t);
  }
  return 0;
}
