import { between, distance, mix, type Point } from '../geometry.js';
import { curve } from './curve.js';
import type { Limb } from './skeleton.js';

/** Half widths at a place along a limb: 0 at its root, 1 at its middle joint, 2 at its end. */
export interface Girth {
  readonly at: number;
  readonly outer: number;
  readonly inner: number;
}

export const legGirths: readonly Girth[] = [
  { at: 0.0, outer: 0.29, inner: 0.3 },
  { at: 0.16, outer: 0.315, inner: 0.325 },
  { at: 0.45, outer: 0.268, inner: 0.272 },
  { at: 0.78, outer: 0.195, inner: 0.2 },
  { at: 0.93, outer: 0.165, inner: 0.18 },
  { at: 1.05, outer: 0.155, inner: 0.165 },
  { at: 1.22, outer: 0.175, inner: 0.155 },
  { at: 1.4, outer: 0.172, inner: 0.17 },
  { at: 1.62, outer: 0.125, inner: 0.13 },
  { at: 1.85, outer: 0.08, inner: 0.085 },
  { at: 2.0, outer: 0.082, inner: 0.088 },
];

export const armGirths: readonly Girth[] = [
  { at: -0.05, outer: 0.075, inner: 0.13 },
  { at: 0.06, outer: 0.135, inner: 0.13 },
  { at: 0.18, outer: 0.155, inner: 0.128 },
  { at: 0.35, outer: 0.142, inner: 0.115 },
  { at: 0.6, outer: 0.112, inner: 0.112 },
  { at: 0.88, outer: 0.092, inner: 0.096 },
  { at: 1.05, outer: 0.094, inner: 0.09 },
  { at: 1.25, outer: 0.108, inner: 0.096 },
  { at: 1.55, outer: 0.086, inner: 0.078 },
  { at: 1.85, outer: 0.06, inner: 0.056 },
  { at: 2.0, outer: 0.058, inner: 0.054 },
];

export interface LimbShape {
  /** Down its outer and its inner side. */
  readonly outer: readonly Point[];
  readonly inner: readonly Point[];
}

/** The smooth way down the middle of a limb; its joint is rounded a little. */
export function limbAxis({ root, middle, end }: Pick<Limb, 'root' | 'middle' | 'end'>, at: number): Point {
  const straight = at <= 1 ? between(root, middle, at) : between(middle, end, at - 1);
  const near = 1 - Math.min(1, Math.abs(at - 1) / 0.22);
  if (near <= 0) return straight;
  const chord = between(between(root, middle, 0.78), between(middle, end, 0.22), (at - 0.78) / 0.44);
  return between(straight, chord, 0.45 * near);
}

/** Which way is across the limb to its outer side, at a place along it; of length 1. */
export function limbAcross(limb: Pick<Limb, 'root' | 'middle' | 'end'>, at: number, sign: 1 | -1): Point {
  const a = limbAxis(limb, Math.max(0, at - 0.12));
  const b = limbAxis(limb, Math.min(2, at + 0.12));
  const length = distance(a, b) || 1;
  return { x: (sign * (b.y - a.y)) / length, y: (-sign * (b.x - a.x)) / length };
}

/** Both sides of a limb with these girths, made `stouter`; seen shorter, it is no thinner. */
export function limbShape(limb: Limb, sign: 1 | -1, girths: readonly Girth[], stouter: number): LimbShape {
  const side = (pick: (girth: Girth) => number, way: 1 | -1) =>
    curve(
      girths.map((girth) => {
        const axis = limbAxis(limb, girth.at);
        const across = limbAcross(limb, girth.at, sign);
        // A stouter limb is so at its root more than at its end.
        const half = pick(girth) * mix(stouter, 1 + (stouter - 1) * 0.35, girth.at / 2);
        return { x: axis.x + way * across.x * half, y: axis.y + way * across.y * half };
      }),
    );
  return { outer: side(({ outer }) => outer, 1), inner: side(({ inner }) => inner, -1) };
}

/** Half the width of a limb at a place along it. */
export function girthAt(girths: readonly Girth[], at: number, stouter: number): number {
  const after = Math.max(
    1,
    girths.findIndex((girth) => girth.at >= at),
  );
  const [a, b] = [girths[after - 1]!, girths[after]!];
  const t = Math.min(1, Math.max(0, (at - a.at) / (b.at - a.at)));
  const half = mix((a.outer + a.inner) / 2, (b.outer + b.inner) / 2, t);
  return half * mix(stouter, 1 + (stouter - 1) * 0.35, at / 2);
}

/** The part of a limb's side that lies beyond a place along it. */
export function sideFrom(side: readonly Point[], girths: readonly Girth[], at: number): readonly Point[] {
  const after = girths.findIndex((girth) => girth.at >= at);
  if (after < 0) return side.slice(-1);
  if (after === 0) return side;
  const [a, b] = [girths[after - 1]!.at, girths[after]!.at];
  const samples = (side.length - 1) / (girths.length - 1);
  return side.slice(Math.round((after - 1 + (at - a) / (b - a)) * samples));
}
