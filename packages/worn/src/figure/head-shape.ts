import type { Point } from '../geometry.js';
import { curve } from './curve.js';
import type { Skeleton } from './skeleton.js';

export interface HeadShape {
  readonly face: readonly Point[];
  /** Behind the head. */
  readonly hairBehind: readonly Point[] | null;
  readonly hair: readonly Point[];
  readonly lines: readonly (readonly Point[])[];
}

/** A head from the front, without a face of anybody's: its oval, its hair, a hint of nose and mouth. */
export function headShape({ head, body }: Skeleton): HeadShape {
  const put = (points: readonly (readonly [number, number])[], closed = false) =>
    curve(
      points.map(([x, y]) => ({
        x: head.middle.x + x * Math.cos(head.tilt) - y * Math.sin(head.tilt),
        y: head.middle.y + x * Math.sin(head.tilt) + y * Math.cos(head.tilt),
      })),
      8,
      closed,
    );
  const j = body.jaw;
  const face = put(
    [
      [0, -0.47],
      [0.2, -0.42],
      [0.31, -0.22],
      [0.315, 0.02],
      [0.275 * j, 0.24],
      [0.17 * j, 0.41],
      [0.06 * j, 0.485],
      [-0.06 * j, 0.485],
      [-0.17 * j, 0.41],
      [-0.275 * j, 0.24],
      [-0.315, 0.02],
      [-0.31, -0.22],
      [-0.2, -0.42],
    ],
    true,
  );
  const lines = [
    put([
      [0.012, 0.02],
      [0.028, 0.12],
      [0.004, 0.15],
    ]),
    put([
      [-0.07, 0.275],
      [-0.02, 0.262],
      [0.0, 0.27],
      [0.03, 0.262],
      [0.075, 0.278],
    ]),
    put([
      [-0.03, 0.325],
      [0.005, 0.333],
      [0.04, 0.325],
    ]),
    // Lids and brows, no eyes: it looks at nobody.
    put([
      [-0.2, -0.005],
      [-0.135, -0.03],
      [-0.075, -0.0],
    ]),
    put([
      [0.075, -0.0],
      [0.135, -0.03],
      [0.2, -0.005],
    ]),
  ];
  const cap: readonly (readonly [number, number])[] = [
    [-0.315, 0.03],
    [-0.345, -0.2],
    [-0.25, -0.46],
    [0, -0.56],
    [0.25, -0.46],
    [0.345, -0.2],
    [0.315, 0.03],
    [0.285, -0.13],
    [0.2, -0.27],
    [0.05, -0.33],
    [-0.12, -0.29],
    [-0.24, -0.16],
  ];
  switch (body.hair) {
    case 'knot':
      return {
        face,
        hairBehind: put(
          [
            [-0.15, -0.5],
            [-0.17, -0.64],
            [-0.06, -0.75],
            [0.09, -0.74],
            [0.17, -0.62],
            [0.14, -0.48],
          ],
          true,
        ),
        hair: put(cap, true),
        lines,
      };
    case 'bob':
      return {
        face,
        hairBehind: put(
          [
            [0, -0.55],
            [0.3, -0.42],
            [0.4, -0.1],
            [0.43, 0.24],
            [0.36, 0.5],
            [0.2, 0.52],
            [-0.2, 0.52],
            [-0.37, 0.5],
            [-0.43, 0.24],
            [-0.4, -0.1],
            [-0.3, -0.42],
          ],
          true,
        ),
        hair: put(
          [
            [-0.3, 0.34],
            [-0.41, 0.2],
            [-0.4, -0.15],
            [-0.28, -0.45],
            [0, -0.57],
            [0.28, -0.45],
            [0.4, -0.15],
            [0.41, 0.2],
            [0.3, 0.34],
            [0.31, 0.0],
            [0.22, -0.2],
            [0.06, -0.36],
            [-0.14, -0.2],
            [-0.29, -0.04],
          ],
          true,
        ),
        lines,
      };
    case 'crop':
      return {
        face,
        hairBehind: put(
          [
            [-0.35, 0.12],
            [-0.41, -0.15],
            [-0.36, -0.42],
            [-0.18, -0.6],
            [0.06, -0.64],
            [0.28, -0.54],
            [0.4, -0.32],
            [0.4, -0.06],
            [0.34, 0.12],
          ],
          true,
        ),
        hair: put(
          [
            [-0.31, 0.08],
            [-0.37, -0.2],
            [-0.24, -0.5],
            [0.05, -0.58],
            [0.3, -0.44],
            [0.37, -0.16],
            [0.31, 0.08],
            [0.27, -0.1],
            [0.16, -0.2],
            [0, -0.24],
            [-0.16, -0.2],
            [-0.27, -0.1],
          ],
          true,
        ),
        lines,
      };
    case 'short':
      return {
        face,
        hairBehind: null,
        hair: put(
          [
            [-0.318, 0.0],
            [-0.345, -0.22],
            [-0.27, -0.47],
            [-0.04, -0.57],
            [0.22, -0.52],
            [0.335, -0.3],
            [0.318, 0.0],
            [0.285, -0.2],
            [0.22, -0.3],
            [0.02, -0.33],
            [-0.14, -0.36],
            [-0.27, -0.22],
          ],
          true,
        ),
        lines,
      };
  }
}
