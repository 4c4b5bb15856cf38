import { mix, type Point, smoothstep } from '../geometry.js';
import type { Croquis } from './croquis.js';
import { levels, stationAt } from './skeleton.js';

/** Half the width of everything of the figure at a level, left and right of the trunk's line there. */
export function bodyReach(
  { skeleton, left, right }: Croquis,
  level: number,
): { left: number; right: number; middle: Point; tilt: number } {
  const trunk = stationAt(skeleton, Math.min(level, levels.crotch));
  const hang = Math.max(0, level - levels.crotch);
  // Below the trunk cloth hangs straight down.
  const tilt = trunk.tilt * (1 - smoothstep(0, 1.6, hang));
  const middle = { x: trunk.middle.x, y: Math.max(trunk.middle.y, level) };
  if (level <= levels.hip) return { left: trunk.half, right: trunk.half, middle, tilt };
  let [west, east] = [0, 0];
  for (const leg of [left.leg, right.leg]) {
    for (const { x, y } of leg) {
      if (Math.abs(y - level) > 0.12) continue;
      west = Math.max(west, middle.x - x);
      east = Math.max(east, x - middle.x);
    }
  }
  const blend = smoothstep(levels.hip, levels.crotch, level);
  return {
    left: mix(trunk.half, Math.max(west, 0.2), blend),
    right: mix(trunk.half, Math.max(east, 0.2), blend),
    middle,
    tilt,
  };
}
