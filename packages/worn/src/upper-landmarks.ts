import { leastConfidence } from './confidence.js';
import { type Bay, baysOf } from './contour.js';
import { besides, best, between, clamp, distance, median, type Point } from './geometry.js';
import { halves, mirrored } from './halves.js';
import type { Silhouette } from './silhouette.js';

export interface Cuff {
  /** Of the side that begins at the shoulder. */
  readonly outer: Point;
  /** Of the side that begins at the armpit. */
  readonly inner: Point;
}

/** One side of a garment that hangs from the shoulders. */
export interface UpperSide {
  readonly neck: Point;
  /** Where the sleeve begins above, or the strap ends. */
  readonly shoulder: Point;
  readonly armpit: Point;
  /** The two corners of the sleeve's end; null without a sleeve that can be told from the body. */
  readonly cuff: Cuff | null;
  readonly waist: Point;
  readonly hem: Point;
  /** What shows that the arm begins here: a bay under a sleeve or an armhole; null where nothing does. */
  readonly sign: 'sleeve' | 'armhole' | null;
}

export interface UpperLandmarks {
  readonly kind: 'upper' | 'dress';
  readonly left: UpperSide;
  readonly right: UpperSide;
  /** How far these can be trusted, 0..1. */
  readonly confidence: number;
  /** False where they are those of the bounding box. */
  readonly found: boolean;
}

interface Side extends UpperSide {
  readonly confidence: number;
}

export function upperLandmarks(silhouette: Silhouette, kind: 'upper' | 'dress'): UpperLandmarks {
  const { box, axis, cellPx, share } = silhouette;
  const paths = halves(silhouette);
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const [left, across] = paths ? sidesOf(kind, paths.left, paths.right, silhouette) : [null, null];
  if (left && across) {
    const right = mirroredSide(across, axis);
    // Two sides that disagree about where the arms begin are a guess.
    const apart = Math.abs(left.armpit.y - right.armpit.y) / height;
    const confidence = share * Math.min(left.confidence, right.confidence) * clamp(1.25 - 2 * apart, 0, 1);
    if (confidence >= leastConfidence) {
      return { kind, left: inPx(left, cellPx), right: inPx(right, cellPx), confidence, found: true };
    }
  }
  const side = (x: number): UpperSide => {
    const at = (across: number, down: number) => ({
      x: (axis + (x - axis) * across) * cellPx,
      y: (box.top + height * down) * cellPx,
    });
    return {
      neck: at(0.35, 0),
      shoulder: at(0.8, 0.04),
      armpit: at(0.95, Math.min(0.35, (0.42 * width) / height)),
      cuff: null,
      waist: at(0.95, 0.6),
      hem: at(1, 1),
      sign: null,
    };
  };
  return { kind, left: side(box.left), right: side(box.right), confidence: 0.2 * share, found: false };
}

/** Both sides; where only one shows at which level the arms begin, the other follows it. */
function sidesOf(
  kind: UpperLandmarks['kind'],
  left: readonly Point[],
  right: readonly Point[],
  silhouette: Silhouette,
): [Side | null, Side | null] {
  const one = sideOf(kind, left, silhouette);
  const other = sideOf(kind, right, silhouette);
  if (one?.sign && other && !other.sign) return [one, sideOf(kind, right, silhouette, one.armpit.y)];
  if (other?.sign && one && !one.sign) return [sideOf(kind, left, silhouette, other.armpit.y), other];
  return [one, other];
}

/** The places on the left side; `path` runs down it from the middle of the top to the middle of the hem. */
function sideOf(
  kind: UpperLandmarks['kind'],
  path: readonly Point[],
  { box, axis }: Silhouette,
  armsAt?: number,
): Side | null {
  if (path.length < 12) return null;
  const height = box.bottom - box.top;
  const width = box.right - box.left;
  const arm = armOf(path, baysOf(path), { kind, top: box.top, width, height, armsAt });
  const half = Math.max(2, axis - path[arm.armpit]!.x);

  const outer = arm.tip;
  const neckPath = path.slice(0, outer + 1).filter(({ x }) => axis - x <= 0.72 * half);
  const [start, end] = [path[0]!, path[outer]!];
  const neck = best(neckPath, (p) => besides(start, end, p) + 0.15 * (axis - p.x)) ?? start;
  const neckAt = path.indexOf(neck);
  const armpit = path[arm.armpit]!;

  let shoulder: Point;
  if (arm.sign === 'sleeve') {
    // The armhole is the shortest way up from the armpit that does not lean outwards along the sleeve.
    const above = path.slice(neckAt, outer + 1).filter((p) => p.y < armpit.y && p.x > armpit.x - 0.08 * half);
    shoulder = best(above, (p) => -distance(p, armpit)) ?? neck;
  } else {
    const strap = path.slice(neckAt, arm.armpit + 1);
    shoulder = best(strap, (p) => besides(neck, armpit, p)) ?? neck;
  }
  const cuff = arm.sign === 'sleeve' ? cuffOf(path.slice(path.indexOf(shoulder), arm.armpit + 1)) : null;

  const below = path.slice(arm.armpit);
  const bottom = path.at(-1)!;
  const hem = best(below, (p) => -besides(armpit, bottom, p) * -1 + 0.35 * p.y) ?? bottom;
  const flank = below.slice(0, Math.max(1, below.indexOf(hem)));
  const from = armpit.y + 0.12 * (hem.y - armpit.y);
  const to = armpit.y + 0.75 * (hem.y - armpit.y);
  const usual = mixY(armpit.y, hem.y, height, width);
  const waist =
    best(
      flank.filter(({ y }) => y >= from && y <= to),
      (p) => p.x - 0.12 * Math.abs(p.y - usual),
    ) ?? between(armpit, hem);
  return { neck, shoulder, armpit, cuff, waist, hem, sign: arm.sign, confidence: arm.confidence };
}

/** Where a waist usually lies: less far down the longer the garment is. */
const mixY = (armpitY: number, hemY: number, height: number, width: number): number =>
  armpitY + (hemY - armpitY) * clamp(0.62 * (width / height), 0.25, 0.6);

interface Arm {
  readonly sign: Side['sign'];
  /** Indices into the path. */
  readonly armpit: number;
  /** The end of the sleeve that is nearest to the hem, or the shoulder's outer end. */
  readonly tip: number;
  readonly confidence: number;
}

interface ArmFrame {
  readonly kind: UpperLandmarks['kind'];
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** At which level the other side says that arms begin. */
  readonly armsAt: number | undefined;
}

/** Whether a bay of the side is the one under a sleeve, and where the arm begins. */
function armOf(
  path: readonly Point[],
  bays: readonly Bay[],
  { kind, top, width, height, armsAt }: ArmFrame,
): Arm {
  const candidates = bays.flatMap((bay) => {
    const high = best(bay.depths.keys(), (at) => bay.depths[at]! - 0.4 * path[bay.from + at]!.y) ?? 0;
    const at = bay.from + high;
    const [tip, pit] = [path[bay.from]!, path[at]!];
    const outward = pit.x - tip.x;
    const reach = distance(tip, pit);
    // The end of a short sleeve may lie above the armpit, but then well outside of it: a strap does not.
    const under = tip.y > pit.y - 0.06 * height || outward > 0.07 * width;
    const deep = bay.depths[high]!;
    const fits =
      under &&
      outward > 0.03 * width &&
      reach > 0.05 * width &&
      deep > 0.012 * height &&
      pit.y > top + 0.1 * height &&
      pit.y < top + 0.72 * height;
    return fits ? [{ at, tip: bay.from, deep, score: deep + 0.5 * outward - 0.25 * (pit.y - top) }] : [];
  });
  const sleeve = best(candidates, ({ score }) => score);
  if (sleeve) {
    const confidence = clamp(0.55 + (4 * sleeve.deep) / height, 0, 1);
    return { sign: 'sleeve', armpit: sleeve.at, tip: sleeve.tip, confidence };
  }
  const upperPart = path.findIndex(({ y }) => y > top + 0.5 * height);
  const armhole = best(
    bays.filter(
      (bay) =>
        path[bay.to]!.y < top + 0.55 * height &&
        path[bay.to]!.y > top + 0.14 * height &&
        path[bay.to]!.x < path[bay.from]!.x &&
        bay.depth > 0.012 * height &&
        bay.from > 2 &&
        !(kind === 'upper' && widens(path, bay.to, { width, height })),
    ),
    ({ depth }) => depth,
  );
  if (armhole) {
    return { sign: 'armhole', armpit: armhole.to, tip: armhole.from, confidence: 0.75 };
  }
  // Neither a sleeve nor an armhole shows: straight sides, or sleeves that lie against the body.
  const level = armsAt ?? top + Math.min(0.33 * height, 0.42 * width);
  const armpit = Math.max(
    1,
    path.findIndex((p, at) => at > 2 && p.y >= level),
  );
  const outermost =
    best(path.slice(0, Math.max(2, armpit)).keys(), (at) => -path[at]!.x - 0.5 * path[at]!.y) ?? 1;
  return {
    sign: null,
    armpit,
    tip: Math.min(outermost, upperPart < 0 ? outermost : upperPart),
    confidence: 0.5,
  };
}

/** Whether a side goes far out below a place, as sleeves do that lie against the body. */
function widens(
  path: readonly Point[],
  from: number,
  { width, height }: { width: number; height: number },
): boolean {
  const { x, y } = path[from]!;
  return path.slice(from).some((p) => p.y < y + 0.4 * height && x - p.x > 0.09 * width);
}

/** The corners of the sleeve's end: with shoulder and armpit they span the largest quadrangle that its border holds. */
function cuffOf(sleeve: readonly Point[]): Cuff | null {
  const [shoulder, armpit] = [sleeve[0]!, sleeve.at(-1)!];
  let largest = 0;
  let cuff: Cuff | null = null;
  for (let one = 1; one < sleeve.length - 1; one++) {
    const outer = sleeve[one]!;
    const upper = cross(shoulder, outer, armpit);
    for (let other = one + 1; other < sleeve.length - 1; other++) {
      const inner = sleeve[other]!;
      const area = Math.abs(upper + cross(outer, inner, armpit));
      if (area <= largest) continue;
      largest = area;
      cuff = { outer, inner };
    }
  }
  return cuff;
}

/** Twice the area of a triangle, signed. */
const cross = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

const placesOf = (side: UpperSide, map: (place: Point) => Point): UpperSide => ({
  neck: map(side.neck),
  shoulder: map(side.shoulder),
  armpit: map(side.armpit),
  cuff: side.cuff && { outer: map(side.cuff.outer), inner: map(side.cuff.inner) },
  waist: map(side.waist),
  hem: map(side.hem),
  sign: side.sign,
});

const mirroredSide = (side: Side, axis: number): Side => ({
  ...placesOf(side, (place) => mirrored(place, axis)),
  confidence: side.confidence,
});

const inPx = (side: UpperSide, cellPx: number): UpperSide =>
  placesOf(side, ({ x, y }) => ({ x: x * cellPx, y: y * cellPx }));

export const cuffMiddle = ({ outer, inner }: Cuff): Point => between(outer, inner);

/** The middle of the neckline of both sides. */
export const neckOf = ({ left, right }: Pick<UpperLandmarks, 'left' | 'right'>): Point =>
  between(left.neck, right.neck);

/** The length from neck to hem over the width under the arms. */
export function upperProportion({ left, right }: Pick<UpperLandmarks, 'left' | 'right'>): number {
  const hem = median([left.hem.y, right.hem.y]);
  const neck = median([left.neck.y, right.neck.y]);
  return (hem - neck) / Math.max(1e-6, right.armpit.x - left.armpit.x);
}
