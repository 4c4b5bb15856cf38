import { besides, distance, type Point } from './geometry.js';
import type { Landmarks } from './landmarks.js';
import type { Mask } from './mask.js';
import type { Silhouette } from './silhouette.js';
import { cuffMiddle } from './upper-landmarks.js';

/** Parts of a garment that follow something of their own: the trunk, and the sleeves or legs on either side. */
export const parts = ['trunk', 'left', 'right'] as const;
export type Part = (typeof parts)[number];

/** Which part each cell of the silhouette is of. */
export interface GarmentParts {
  /** [height, width]: 0 trunk, 1 left, 2 right; also beyond the silhouette's edge. */
  readonly labels: Uint8Array;
  /** How much each corner between cells follows the left and the right limb, [height, width], 0..1; soft at the seams. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** Whether a limb could be told from the trunk. */
  readonly has: { readonly left: boolean; readonly right: boolean };
}

/** Cuts the silhouette at its armholes, or between its legs. */
export function garmentParts({ mask, cellPx }: Silhouette, landmarks: Landmarks): GarmentParts {
  const { width, height } = mask;
  const cell = ({ x, y }: Point): Point => ({ x: x / cellPx, y: y / cellPx });
  const labels = new Uint8Array(width * height);
  const has = { left: false, right: false };
  let seam = 4;
  if (landmarks.kind === 'upper' || landmarks.kind === 'dress') {
    for (const side of ['left', 'right'] as const) {
      const { shoulder, armpit, cuff } = landmarks[side];
      if (!cuff) continue;
      const sleeve = cutOff(mask, cell(shoulder), cell(armpit), cell(cuffMiddle(cuff)));
      if (!sleeve) continue;
      has[side] = true;
      seam = Math.max(seam, distance(cell(shoulder), cell(armpit)) * 0.34);
      for (const at of sleeve) labels[at] = side === 'left' ? 1 : 2;
    }
  } else if (landmarks.kind === 'trousers') {
    const crotch = cell(landmarks.crotch);
    const foot = cell({
      x: (landmarks.left.inseam.x + landmarks.right.inseam.x) / 2,
      y: Math.max(landmarks.left.inseam.y, landmarks.right.inseam.y),
    });
    has.left = true;
    has.right = true;
    for (let at = 0; at < labels.length; at++) {
      const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
      if (mask.cells[at] === 0 || y < crotch.y - 1) continue;
      const split =
        foot.y > crotch.y + 1
          ? crotch.x + ((foot.x - crotch.x) * (y - crotch.y)) / (foot.y - crotch.y)
          : crotch.x;
      labels[at] = x < split ? 1 : 2;
    }
    seam = Math.max(seam, (landmarks.right.waist.x - landmarks.left.waist.x) / cellPx / 5);
  }
  const softened = (label: 1 | 2) =>
    has[label === 1 ? 'left' : 'right']
      ? softly(mask, labels, label, Math.round(seam))
      : new Float32Array(width * height);
  return { left: softened(1), right: softened(2), labels: spreadLabels(mask, labels), has };
}

/** The cells beyond the line from `a` to `b` on the side of `tip`; null where they hang together with the rest. */
function cutOff({ width, height, cells }: Mask, a: Point, b: Point, tip: Point): number[] | null {
  const free = cells.slice();
  const steps = Math.ceil(distance(a, b) * 3) + 1;
  for (let step = -3; step <= steps + 3; step++) {
    const x = Math.floor(a.x + ((b.x - a.x) * step) / steps);
    const y = Math.floor(a.y + ((b.y - a.y) * step) / steps);
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const) {
      if (x + dx >= 0 && y + dy >= 0 && x + dx < width && y + dy < height)
        free[(y + dy) * width + x + dx] = 0;
    }
  }
  const outer = Math.sign(besides(a, b, tip));
  const start = nearestFree(free, width, height, tip, (p) => Math.sign(besides(a, b, p)) === outer);
  if (start === null) return null;
  const area = cells.reduce((sum, cell) => sum + cell, 0);
  const found: number[] = [];
  const todo = [start];
  free[start] = 0;
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    found.push(at);
    const x = at % width;
    for (const [next, ok] of [
      [at - 1, x > 0],
      [at + 1, x < width - 1],
      [at - width, at >= width],
      [at + width, at < cells.length - width],
    ] as const) {
      if (!ok || free[next] !== 1) continue;
      free[next] = 0;
      todo.push(next);
    }
  }
  return found.length < 0.4 * area ? found : null;
}

function nearestFree(
  free: Uint8Array,
  width: number,
  height: number,
  tip: Point,
  fits: (place: Point) => boolean,
): number | null {
  let found: number | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (free[y * width + x] !== 1) continue;
      const place = { x: x + 0.5, y: y + 0.5 };
      const away = distance(place, tip);
      if (away < nearest && fits(place)) {
        nearest = away;
        found = y * width + x;
      }
    }
  }
  return found;
}

/** 1 in cells of this label, 0 in the others, smoothed `times` times within the silhouette, then carried beyond it. */
function softly(
  { width, height, cells }: Mask,
  labels: Uint8Array,
  label: number,
  times: number,
): Float32Array {
  let field = Float32Array.from(labels, (value) => (value === label ? 1 : 0));
  const known = cells.slice();
  const pass = (grow: boolean) => {
    const next = field.slice();
    const reached: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        if (grow === (known[at] === 1)) continue;
        let [sum, count] = grow ? [0, 0] : [field[at]!, 1];
        const take = (other: number) => {
          if (known[other] !== 1) return;
          sum += field[other]!;
          count += 1;
        };
        if (x > 0) take(at - 1);
        if (x < width - 1) take(at + 1);
        if (y > 0) take(at - width);
        if (y < height - 1) take(at + width);
        if (count === 0) continue;
        next[at] = sum / count;
        if (grow) reached.push(at);
      }
    }
    field = next;
    for (const at of reached) known[at] = 1;
  };
  for (let time = 0; time < times * 2; time++) pass(false);
  for (let time = 0; time < 3; time++) pass(true);
  return field;
}

/** Cells beyond the edge are of the part next to them. */
function spreadLabels({ width, height, cells }: Mask, labels: Uint8Array): Uint8Array {
  const known = cells.slice();
  let out = labels;
  for (let time = 0; time < 3; time++) {
    const next = out.slice();
    const before = known.slice();
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        if (before[at] === 1) continue;
        const near = [
          x > 0 ? at - 1 : -1,
          x < width - 1 ? at + 1 : -1,
          y > 0 ? at - width : -1,
          y < height - 1 ? at + width : -1,
        ].find((other) => other >= 0 && before[other] === 1);
        if (near === undefined) continue;
        next[at] = out[near]!;
        known[at] = 1;
      }
    }
    out = next;
  }
  return out;
}
