import { distance, type Point } from '../geometry.js';
import { curve } from './curve.js';
import type { Limb } from './skeleton.js';

/** The outline of a hand, open at its wrist, and the fine lines on it. */
export interface HandShape {
  readonly outline: readonly Point[];
  readonly lines: readonly (readonly Point[])[];
}

/** Puts a drawing at the end of a limb: (across to the outer side, along), both in shares of its length. */
function placed({ end, tip }: Limb, sign: 1 | -1, wide: number) {
  const length = distance(end, tip) || 1;
  const along = { x: (tip.x - end.x) / length, y: (tip.y - end.y) / length };
  const across = { x: sign * along.y, y: -sign * along.x };
  return (points: readonly (readonly [number, number])[], closed = false) =>
    curve(
      points.map(([a, l]) => ({
        x: end.x + across.x * a * wide + along.x * l * length,
        y: end.y + across.y * a * wide + along.y * l * length,
      })),
      6,
      closed,
    );
}

/** A hand at rest, its thumb to the front. `wide` is half the wrist. */
export function handShape(limb: Limb, sign: 1 | -1, wide: number): HandShape {
  const put = placed(limb, sign, wide / 0.058);
  return {
    outline: put([
      [0.056, -0.04],
      [0.07, 0.12],
      [0.092, 0.32],
      [0.09, 0.5],
      [0.075, 0.7],
      [0.045, 0.9],
      [0.012, 1],
      [-0.012, 0.97],
      [-0.025, 0.86],
      [-0.05, 0.72],
      [-0.062, 0.52],
      [-0.08, 0.62],
      [-0.105, 0.66],
      [-0.118, 0.58],
      [-0.108, 0.42],
      [-0.085, 0.22],
      [-0.058, 0.05],
      [-0.052, -0.04],
    ]),
    lines: [
      put([
        [0.058, 0.52],
        [0.052, 0.7],
        [0.034, 0.88],
      ]),
      put([
        [0.024, 0.52],
        [0.02, 0.72],
        [0.008, 0.92],
      ]),
      put([
        [-0.012, 0.54],
        [-0.014, 0.7],
        [-0.018, 0.84],
      ]),
      put([
        [-0.062, 0.52],
        [-0.058, 0.4],
        [-0.05, 0.34],
      ]),
    ],
  };
}

export interface FootShape {
  readonly outline: readonly Point[];
  readonly shoe: readonly Point[];
}

/** A foot from the front in a pointed court shoe. `wide` is half the ankle. */
export function footShape(limb: Limb, sign: 1 | -1, wide: number): FootShape {
  const put = placed(limb, sign, wide / 0.085);
  const outer = [
    [0.083, -0.04],
    [0.092, 0.06],
    [0.082, 0.2],
    [0.092, 0.4],
    [0.118, 0.6],
    [0.112, 0.76],
    [0.06, 0.93],
    [-0.008, 1.04],
  ] as const;
  const inner = [
    [-0.062, 0.94],
    [-0.112, 0.78],
    [-0.114, 0.6],
    [-0.09, 0.38],
    [-0.086, 0.18],
    [-0.095, 0.06],
    [-0.086, -0.04],
  ] as const;
  return {
    outline: put([...outer, ...inner]),
    shoe: [
      ...put([...outer.slice(4), ...inner.slice(0, 3)]),
      ...put([
        [-0.114, 0.6],
        [-0.075, 0.64],
        [-0.045, 0.76],
        [0, 0.81],
        [0.048, 0.76],
        [0.08, 0.64],
        [0.118, 0.6],
      ]),
    ],
  };
}
