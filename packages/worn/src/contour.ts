import { besides, type Point } from './geometry.js';
import type { Mask } from './mask.js';

// Clockwise on the screen, from the left.
const around = [
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
] as const;

/**
 * The outer border of a mask of one piece as the middles of its cells, clockwise on the screen, closed (the first
 * is not repeated): Moore's neighbour tracing with Jacob's stop. Empty for an empty mask.
 */
export function contourOf({ width, height, cells }: Mask): Point[] {
  const start = cells.indexOf(1);
  if (start < 0) return [];
  const set = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && cells[y * width + x] === 1;
  const first = { x: start % width, y: Math.floor(start / width) };
  const points: Point[] = [];
  let { x, y } = first;
  // We entered from the left: the scan comes to the first cell of its row.
  let from = 0;
  do {
    points.push({ x: x + 0.5, y: y + 0.5 });
    let step = 1;
    while (step <= 8) {
      const [dx, dy] = around[(from + step) % 8]!;
      if (set(x + dx, y + dy)) break;
      step += 1;
    }
    if (step > 8) return points;
    const to = (from + step) % 8;
    x += around[to]![0];
    y += around[to]![1];
    // Sweep on from the cell that we come from.
    from = (to + 4) % 8;
  } while ((x !== first.x || y !== first.y) && points.length < cells.length * 4);
  return points;
}

/** A bay of a path: from one of its hull's corners to the next, with the hull's edge over it. */
export interface Bay {
  /** Indices into the path. */
  readonly from: number;
  readonly to: number;
  /** How far the bay's points lie inside of the hull's edge, for each index from `from` to `to`. */
  readonly depths: readonly number[];
  readonly depth: number;
}

/** The bays of a path down one side of a shape: what lies between it and its convex hull. In the order of the path. */
export function baysOf(path: readonly Point[]): Bay[] {
  const corners = cornersOf(path);
  const bays: Bay[] = [];
  for (let edge = 1; edge < corners.length; edge++) {
    const from = corners[edge - 1]!;
    const to = corners[edge]!;
    if (to - from < 2) continue;
    const depths: number[] = [];
    for (let at = from; at <= to; at++) depths.push(Math.abs(besides(path[from]!, path[to]!, path[at]!)));
    bays.push({ from, to, depths, depth: Math.max(...depths) });
  }
  return bays;
}

/**
 * Indices of the path's points that are corners of its convex hull, both ends among them: Andrew's monotone chain
 * (1979). A simple path passes them in its own order.
 */
function cornersOf(path: readonly Point[]): number[] {
  const sorted = path.map((_, at) => at).sort((a, b) => path[a]!.x - path[b]!.x || path[a]!.y - path[b]!.y);
  const chain = (order: readonly number[]) => {
    const kept: number[] = [];
    for (const at of order) {
      while (kept.length > 1 && besides(path[kept.at(-2)!]!, path[at]!, path[kept.at(-1)!]!) <= 1e-9)
        kept.pop();
      kept.push(at);
    }
    return kept;
  };
  const all = new Set([...chain(sorted), ...chain(sorted.reverse()), 0, path.length - 1]);
  return [...all].filter((at) => at >= 0).sort((a, b) => a - b);
}
