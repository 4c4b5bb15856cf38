import { type Girth, girthAt, limbAcross, limbAxis } from './figure/limb-shape.js';
import type { Limb } from './figure/skeleton.js';
import { besides, clamp, distance, mix, type Point, smoothstep } from './geometry.js';

/** A sleeve or leg in the picture (px): the line where it begins and where it ends, each from its outer to its inner side. */
export interface Strip {
  readonly from: readonly [outer: Point, inner: Point];
  readonly to: readonly [outer: Point, inner: Point];
}

export interface RibbonOptions {
  readonly strip: Strip;
  readonly limb: Limb;
  /** -1 for the picture's left side, 1 for its right. */
  readonly sign: 1 | -1;
  readonly girths: readonly Girth[];
  readonly stouter: number;
  /** Where on the limb the strip begins and ends: 0 root, 2 end. */
  readonly start: number;
  readonly stop: number;
  readonly headsPerPx: number;
  /** Half widths, in heads, beyond which the picture's own are not believed. */
  readonly widest: { readonly root: number; readonly end: number };
  /** Least distance of the cloth from the body, in heads. */
  readonly ease: number;
  /** Where the trunk's own map takes the middle of the strip's beginning. */
  readonly root: Point;
}

/** A strip of the picture laid along a limb. */
export interface PlacedLimb {
  /** Where a place of the picture (px) lies, in heads. */
  readonly place: (place: Point) => Point;
  /** How far across the limb a place of the picture (px) lies, -1 to 1 at its edges. */
  readonly round: (place: Point) => number;
}

/** Lays a strip of the picture along a limb; it begins where the trunk's map puts it and gives way to the limb. */
export function ribbon({
  strip: { from, to },
  limb,
  sign,
  girths,
  stouter,
  start,
  stop,
  headsPerPx,
  widest,
  ease,
  root,
}: RibbonOptions): PlacedLimb {
  const first = limbAxis(limb, start);
  const shift = { x: root.x - first.x, y: root.y - first.y };
  // Distances from its four sides, inwards positive: a place's share along and across follows from them.
  const inwards = (a: Point, b: Point, within: Point) => {
    const way = Math.sign(besides(a, b, within)) || 1;
    return (p: Point) => way * besides(a, b, p);
  };
  const middle = { x: (from[0].x + to[1].x) / 2, y: (from[0].y + to[1].y) / 2 };
  const fromStart = inwards(from[0], from[1], middle);
  const fromStop = inwards(to[0], to[1], middle);
  const fromOuter = inwards(from[0], to[0], middle);
  const fromInner = inwards(from[1], to[1], middle);
  const share = (one: number, other: number) => one / Math.max(1e-3, one + other);
  const split = (p: Point) => ({
    t: clamp(share(fromStart(p), fromStop(p)), -0.6, 1.3),
    n: clamp(2 * share(fromInner(p), fromOuter(p)) - 1, -1.8, 1.8),
  });
  const narrow = Math.min(widest.end, (distance(to[0], to[1]) / 2) * headsPerPx);
  // A sleeve that hangs has a long armhole in the picture, for all that it is no wider.
  const wide = Math.min(Math.max(widest.root, narrow), (distance(from[0], from[1]) / 2) * headsPerPx);
  const place = (p: Point): Point => {
    const { t, n } = split(p);
    const at = start + t * (stop - start);
    const inside = clamp(at, -0.1, 2.05);
    const axis = limbAxis(limb, inside);
    const way = limbAcross(limb, inside, sign);
    const beyond = (at - inside) * 1.2;
    const least = girthAt(girths, clamp(at, 0, 2), stouter) + ease;
    const half = Math.max(least, mix(wide, narrow, clamp(t, 0, 1)));
    const hold = 1 - smoothstep(-0.1, 0.6, t);
    return {
      x: axis.x + way.x * n * half - way.y * sign * beyond + shift.x * hold,
      y: axis.y + way.y * n * half + way.x * sign * beyond + shift.y * hold,
    };
  };
  const round = (p: Point): number => clamp(sign * split(p).n, -1, 1);
  return { place, round };
}
