import type { GarmentParts } from './garment-parts.js';
import { clamp, type Point } from './geometry.js';
import { spread } from './mask.js';
import type { Placement } from './place.js';
import type { Silhouette } from './silhouette.js';

/** The garment as a net of small squares, one for each cell of its silhouette, hung on the figure. */
export interface ClothMesh {
  /** Corners across and down; a corner is the middle of a cell. */
  readonly width: number;
  readonly height: number;
  /** Where each corner lies on the figure, in heads; NaN for corners away from the garment. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** How far across the body or limb it lies, -1 to 1. */
  readonly round: Float32Array;
  /** Of the cell: 0 trunk, 1 left, 2 right. */
  readonly labels: Uint8Array;
  /** How much cloth is pressed together there in its tightest direction: 0 not at all, 1 to nothing. */
  readonly pressed: Float32Array;
  readonly cellPx: number;
}

/** Hangs the net: each corner follows the trunk and the limbs by its weights, and lies smoothly between. */
export function meshOf({ mask, cellPx }: Silhouette, placement: Placement): ClothMesh {
  const { width, height } = mask;
  const near = spread(mask, 1, 2).cells;
  const { parts } = placement;
  const count = width * height;
  const x = new Float32Array(count).fill(Number.NaN);
  const y = new Float32Array(count).fill(Number.NaN);
  const round = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    if (near[at] === 0) continue;
    const from = { x: ((at % width) + 0.5) * cellPx, y: (Math.floor(at / width) + 0.5) * cellPx };
    const left = placement.onLeft ? parts.left[at]! : 0;
    const right = placement.onRight ? parts.right[at]! : 0;
    const trunk = Math.max(0, 1 - left - right);
    let to: Point = { x: 0, y: 0 };
    let across = 0;
    const add = (place: Point, turn: number, weight: number) => {
      to = { x: to.x + place.x * weight, y: to.y + place.y * weight };
      across += turn * weight;
    };
    if (trunk > 0) {
      add(placement.onTrunk(from), 0, trunk);
    }
    if (left > 0) add(placement.onLeft!(from), placement.roundLeft!(from), left);
    if (right > 0) add(placement.onRight!(from), placement.roundRight!(from), right);
    x[at] = to.x;
    y[at] = to.y;
    round[at] = across;
  }
  roundTrunk({ x, y, round, labels: parts.labels, cells: mask.cells }, parts);
  const mesh = { width, height, x, y, round, labels: parts.labels, cellPx };
  return { ...mesh, pressed: pressedOf(mesh) };
}

/** Adds how far across the cloth's own width on the figure each corner of the trunk lies. */
function roundTrunk(
  { x, y, round, labels, cells }: Pick<ClothMesh, 'x' | 'y' | 'round' | 'labels'> & { cells: Uint8Array },
  parts: GarmentParts,
): void {
  const rows = new Map<number, { left: number; right: number }>();
  const rowOf = (at: number) => Math.round(y[at]! * 8);
  for (let at = 0; at < x.length; at++) {
    if (cells[at] === 0 || labels[at] !== 0) continue;
    const row = rows.get(rowOf(at)) ?? { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY };
    row.left = Math.min(row.left, x[at]!);
    row.right = Math.max(row.right, x[at]!);
    rows.set(rowOf(at), row);
  }
  for (let at = 0; at < x.length; at++) {
    const row = rows.get(rowOf(at));
    if (!row || Number.isNaN(x[at]!)) continue;
    const trunk = Math.max(0, 1 - parts.left[at]! - parts.right[at]!);
    round[at]! += trunk * clamp((2 * (x[at]! - row.left)) / Math.max(0.1, row.right - row.left) - 1, -1, 1);
  }
}

/** The smaller stretch at each corner against the middle one of all, from its neighbours' places. */
function pressedOf({ width, height, x, y }: Pick<ClothMesh, 'width' | 'height' | 'x' | 'y'>): Float32Array {
  const stretch = new Float32Array(width * height).fill(Number.NaN);
  const all: number[] = [];
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      const a = (x[at + 1]! - x[at - 1]!) / 2;
      const b = (x[at + width]! - x[at - width]!) / 2;
      const c = (y[at + 1]! - y[at - 1]!) / 2;
      const d = (y[at + width]! - y[at - width]!) / 2;
      if (Number.isNaN(a + b + c + d)) continue;
      // The smaller singular value of the map's derivative.
      const sum = a * a + b * b + c * c + d * d;
      const product = a * d - b * c;
      const least = Math.sqrt(
        Math.max(0, (sum - Math.sqrt(Math.max(0, sum * sum - 4 * product * product))) / 2),
      );
      stretch[at] = least;
      all.push(least);
    }
  }
  all.sort((one, other) => one - other);
  const usual = all[all.length >> 1] || 1;
  return stretch.map((value) => (Number.isNaN(value) ? 0 : clamp(1 - value / usual, 0, 1)));
}

/** The mean pressure on the cloth around a place on the figure, within `reach` heads. */
export function pressureAt({ x, y, pressed }: ClothMesh, { x: px, y: py }: Point, reach: number): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < x.length; at++) {
    const [dx, dy] = [x[at]! - px, y[at]! - py];
    if (!(dx * dx + dy * dy < reach * reach)) continue;
    sum += pressed[at]!;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
