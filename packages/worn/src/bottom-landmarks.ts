import { leastConfidence } from './confidence.js';
import { best, between, clamp, type Point } from './geometry.js';
import { halves, mirrored } from './halves.js';
import type { Box, Silhouette } from './silhouette.js';

export interface SkirtSide {
  readonly waist: Point;
  readonly hem: Point;
}

export interface SkirtLandmarks {
  readonly kind: 'skirt';
  readonly left: SkirtSide;
  readonly right: SkirtSide;
  readonly confidence: number;
  readonly found: boolean;
}

export interface TrouserSide extends SkirtSide {
  /** The inner end of the leg's hem; `hem` is the outer one. */
  readonly inseam: Point;
}

export interface TrousersLandmarks {
  readonly kind: 'trousers';
  readonly left: TrouserSide;
  readonly right: TrouserSide;
  readonly crotch: Point;
  readonly confidence: number;
  readonly found: boolean;
}

export function skirtLandmarks(silhouette: Silhouette): SkirtLandmarks {
  const { axis, cellPx, share } = silhouette;
  const paths = halves(silhouette);
  if (paths) {
    const left = skirtSide(paths.left, silhouette);
    const right = map(skirtSide(paths.right, silhouette), (place) => mirrored(place, axis));
    const width = right.waist.x - left.waist.x;
    const tilt = Math.abs(left.waist.y - right.waist.y) / Math.max(1, width);
    const confidence =
      share * clamp(1.1 - tilt, 0, 1) * clamp(width / (0.3 * (right.hem.x - left.hem.x)), 0, 1);
    if (confidence >= leastConfidence) {
      const inPx = scaled(cellPx);
      return { kind: 'skirt', left: map(left, inPx), right: map(right, inPx), confidence, found: true };
    }
  }
  const [left, right] = corners(silhouette.box);
  const inPx = scaled(cellPx);
  return {
    kind: 'skirt',
    left: map(left, inPx),
    right: map(right, inPx),
    confidence: 0.2 * share,
    found: false,
  };
}

export function trousersLandmarks(silhouette: Silhouette): TrousersLandmarks {
  const { axis, box, cellPx, share, contour } = silhouette;
  const height = box.bottom - box.top;
  const width = box.right - box.left;
  const inPx = scaled(cellPx);
  const split = crotchOf(contour, box, axis);
  const paths = halves(silhouette);
  if (split && paths) {
    const left = skirtSide(paths.left, silhouette);
    const right = map(skirtSide(paths.right, silhouette), (place) => mirrored(place, axis));
    const side = ({ waist }: SkirtSide, sign: 1 | -1): TrouserSide => {
      // From the hem's lowest: ends of legs are rarely level.
      const leg = contour.filter(
        ({ x, y }) =>
          sign * (x - split.crotch.x) > 0 && y > split.crotch.y + 0.3 * (box.bottom - split.crotch.y),
      );
      const outer = best(leg, ({ x, y }) => y + 0.6 * sign * x) ?? split.crotch;
      const inner = best(leg, ({ x, y }) => y - 0.6 * sign * x) ?? split.crotch;
      return { waist, hem: outer, inseam: inner };
    };
    const sides = [side(left, -1), side(right, 1)] as const;
    const apart = Math.abs(sides[0].hem.y - sides[1].hem.y) / height;
    const off = Math.abs(split.crotch.x - (left.waist.x + right.waist.x) / 2) / width;
    const confidence =
      share *
      clamp(0.5 + (4 * split.depth) / height, 0, 1) *
      clamp(1.2 - 2 * apart, 0, 1) *
      clamp(1.2 - 3 * off, 0, 1);
    if (confidence >= leastConfidence) {
      const px = (s: TrouserSide): TrouserSide => ({ ...map(s, inPx), inseam: inPx(s.inseam) });
      return {
        kind: 'trousers',
        left: px(sides[0]),
        right: px(sides[1]),
        crotch: inPx(split.crotch),
        confidence,
        found: true,
      };
    }
  }
  const [left, right] = corners(box);
  const crotch = { x: axis, y: box.top + height * clamp((0.55 * width) / height, 0.25, 0.85) };
  const side = (s: SkirtSide): TrouserSide => ({
    ...map(s, inPx),
    inseam: inPx({ x: axis, y: box.bottom }),
  });
  return {
    kind: 'trousers',
    left: side(left),
    right: side(right),
    crotch: inPx(crotch),
    confidence: 0.2 * share,
    found: false,
  };
}

/** Waist and hem of the left side: the path's corners above and below. */
function skirtSide(path: readonly Point[], { box }: Silhouette): SkirtSide {
  const middle = (box.top + box.bottom) / 2;
  const upper = path.filter(({ y }) => y <= middle);
  const lower = path.filter(({ y }) => y > middle);
  const waist = best(upper, ({ x, y }) => -x - 1.6 * y) ?? path[0]!;
  const hem = best(lower, ({ x, y }) => -x + 1.2 * y) ?? path.at(-1)!;
  return { waist, hem };
}

/** The highest place between the legs: the top of the bay that opens downwards nearest to the middle. */
function crotchOf(
  contour: readonly Point[],
  box: Box,
  axis: number,
): { crotch: Point; depth: number } | null {
  const height = box.bottom - box.top;
  const width = box.right - box.left;
  // The lowest border in each column, looking up from below.
  const floor = new Map<number, number>();
  for (const { x, y } of contour) floor.set(x, Math.max(floor.get(x) ?? 0, y));
  const inner = [...floor].filter(([x]) => Math.abs(x - axis) < 0.22 * width);
  const found = best(inner, ([x, y]) => -y - 0.15 * Math.abs(x - axis));
  if (!found) return null;
  const [column, y] = found;
  // The middle of the columns beside it that are as high: not of others, across a leg.
  let [left, right] = [column, column];
  while ((floor.get(left - 1) ?? Number.POSITIVE_INFINITY) <= y + 1) left -= 1;
  while ((floor.get(right + 1) ?? Number.POSITIVE_INFINITY) <= y + 1) right += 1;
  const x = (left + right) / 2;
  const lowest = (sign: 1 | -1) =>
    Math.max(0, ...[...floor].filter(([at]) => sign * (at - x) > 0).map(([, other]) => other));
  const depth = Math.min(lowest(1), lowest(-1)) - y;
  return depth > 0.035 * height ? { crotch: { x, y }, depth } : null;
}

const corners = ({ left, right, top, bottom }: Box): [SkirtSide, SkirtSide] => [
  { waist: { x: left + 0.12 * (right - left), y: top }, hem: { x: left, y: bottom } },
  { waist: { x: right - 0.12 * (right - left), y: top }, hem: { x: right, y: bottom } },
];

const map = ({ waist, hem }: SkirtSide, place: (at: Point) => Point): SkirtSide => ({
  waist: place(waist),
  hem: place(hem),
});

const scaled =
  (cellPx: number) =>
  ({ x, y }: Point): Point => ({ x: x * cellPx, y: y * cellPx });

/** The length from waist to hem over the width of the waist. */
export function bottomProportion({ left, right }: { left: SkirtSide; right: SkirtSide }): number {
  const waist = between(left.waist, right.waist).y;
  return (Math.max(left.hem.y, right.hem.y) - waist) / Math.max(1e-6, right.waist.x - left.waist.x);
}
