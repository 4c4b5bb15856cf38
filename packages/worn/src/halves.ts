import { best, type Point } from './geometry.js';
import type { Silhouette } from './silhouette.js';

export const mirrored = ({ x, y }: Point, axis: number): Point => ({ x: 2 * axis - x, y });

/**
 * The garment's border as two paths, each down its side from the middle of the top to the middle of the bottom.
 * The right one is mirrored at the axis, so that what holds for the left side holds for it. Null where the axis
 * meets no border.
 */
export function halves({ contour, axis }: Silhouette): { left: Point[]; right: Point[] } | null {
  const middle = [...contour.keys()].filter((at) => Math.abs(contour[at]!.x - axis) <= 1);
  const near = (at: number) => 0.01 * Math.abs(contour[at]!.x - axis);
  const top = best(middle, (at) => -contour[at]!.y - near(at));
  const bottom = best(middle, (at) => contour[at]!.y - near(at));
  if (top === null || bottom === null || top === bottom) return null;
  const path = (from: number, to: number) => {
    const points: Point[] = [];
    for (let at = from; at !== to; at = (at + 1) % contour.length) points.push(contour[at]!);
    points.push(contour[to]!);
    return points;
  };
  return {
    left: path(bottom, top).reverse(),
    right: path(top, bottom).map((point) => mirrored(point, axis)),
  };
}
