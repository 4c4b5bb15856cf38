import { between, mix, type Point } from '../geometry.js';
import { type BodyId, bodies } from './body.js';
import { curve, penLine } from './curve.js';
import { footShape, type HandShape, handShape } from './ends.js';
import { type HeadShape, headShape } from './head-shape.js';
import { armGirths, type LimbShape, legGirths, limbAxis, limbShape } from './limb-shape.js';
import { type PoseId, poses, withHangingArms } from './pose.js';
import { levels, onStation, type Skeleton, skeletonOf, stationAt } from './skeleton.js';

/** The sheet that a figure stands on, in heads; its figure's middle is in the middle, its head at `top`. */
export const sheet = { width: 6.4, height: 9.6, top: 0.36 } as const;

/**
 * `paper`: the body's surface; `base`: what it wears under everything; `hair`; `ink`: a contour as an outline to
 * fill; `fine`: a lighter one.
 */
export type InkRole = 'paper' | 'base' | 'hair' | 'ink' | 'fine';

export interface InkShape {
  readonly role: InkRole;
  readonly outline: readonly Point[];
}

export interface ArmShape extends LimbShape {
  /** The arm and its hand, closed. */
  readonly outline: readonly Point[];
  readonly hand: readonly Point[];
}

/** A figure as a designer draws it, in heads, x from the middle of the sheet and y from the top of the head. */
export interface Croquis {
  readonly skeleton: Skeleton;
  /** In the order of drawing. */
  readonly shapes: readonly InkShape[];
  readonly trunk: readonly Point[];
  readonly neck: readonly Point[];
  readonly head: readonly Point[];
  readonly left: { readonly arm: ArmShape; readonly leg: readonly Point[] };
  readonly right: { readonly arm: ArmShape; readonly leg: readonly Point[] };
}

const pen = 0.026;
/** Samples of a leg's outer side that the trunk's contour draws. */
const hipSamples = 20;
const finePen = 0.014;

/** Arms that hang close to the body whatever the pose, because cloth hangs over them. */
export interface HangingArms {
  readonly left: boolean;
  readonly right: boolean;
}

export function croquisOf(
  bodyId: BodyId,
  poseId: PoseId,
  hanging: HangingArms = { left: false, right: false },
): Croquis {
  const skeleton = skeletonOf(bodies[bodyId], withHangingArms(poses[poseId], hanging));
  const { body } = skeleton;
  const signs = { left: -1, right: 1 } as const;
  const legs = { left: legOf(skeleton, 'left'), right: legOf(skeleton, 'right') };
  const trunkSides = {
    left: trunkSide(skeleton, -1, legs.left.outer),
    right: trunkSide(skeleton, 1, legs.right.outer),
  };
  const crotch = onStation(stationAt(skeleton, levels.crotch), 0);
  const trunk = [
    ...trunkSides.left.down,
    ...trunkSides.left.groin,
    { x: crotch.x, y: crotch.y + 0.1 },
    ...[...trunkSides.right.groin].reverse(),
    ...[...trunkSides.right.down].reverse(),
  ];
  const neck = neckOf(skeleton);
  const head = headShape(skeleton);
  const arms = { left: armOf(skeleton, 'left'), right: armOf(skeleton, 'right') };
  const sides = ['left', 'right'] as const;
  const behindFirst = (part: 'arm' | 'leg') =>
    [...sides].sort((a, b) => Number(skeleton[b][part].behind) - Number(skeleton[a][part].behind));

  const shapes: InkShape[] = [];
  const fill = (role: InkRole, outline: readonly Point[]) => shapes.push({ role, outline });
  const ink = (line: readonly Point[], width = pen, swell = 0.45) =>
    fill(width >= pen * 0.7 ? 'ink' : 'fine', penLine(line, width, swell));
  const drawArm = (side: 'left' | 'right') => {
    const arm = arms[side];
    fill('paper', arm.outline);
    // One line from the shoulder around the hand to the armpit: above it the arm grows out of the trunk.
    const armpit = Math.round(arm.inner.length * (skeleton[side].arm.behind ? 0.12 : 0.2));
    ink([...arm.outer, ...arm.ends.outline, ...arm.inner.slice(armpit).reverse()], pen, 0.2);
    for (const line of arm.ends.lines) ink(line, finePen);
  };

  if (head.hairBehind) fill('hair', head.hairBehind);
  for (const side of behindFirst('arm')) if (skeleton[side].arm.behind) drawArm(side);
  for (const side of behindFirst('leg')) {
    const leg = legs[side];
    fill('paper', leg.outline);
    fill('hair', leg.ends.shoe);
    ink([...leg.outer.slice(hipSamples), ...leg.ends.outline, ...leg.inner.slice(12).reverse()], pen, 0.25);
    for (const line of kneeLines(skeleton, side)) ink(line, finePen);
  }
  fill('paper', trunk);
  fill('base', baseOf(skeleton));
  fill('paper', neck.outline);
  for (const side of sides) {
    ink(trunkSides[side].contour, pen, 0.6);
    ink(neck[side], pen * 0.9, 0.6);
    for (const line of trunkLines(skeleton, signs[side])) ink(line, finePen);
  }
  ink(centreLine(skeleton), finePen * 0.8);
  for (const side of sides) if (!skeleton[side].arm.behind) drawArm(side);
  drawHead(head, fill, ink);
  return {
    skeleton,
    shapes,
    trunk,
    neck: neck.outline,
    head: head.face,
    left: { arm: arms.left, leg: legs.left.outline },
    right: { arm: arms.right, leg: legs.right.outline },
  };

  function drawHead(shape: HeadShape, paint: typeof fill, line: typeof ink): void {
    paint('paper', shape.face);
    const { length } = shape.face;
    line(shape.face.slice(Math.round(length * 0.17), Math.round(length * 0.83)), pen * 0.9);
    paint('hair', shape.hair);
    for (const one of shape.lines) line(one, finePen * (body.jaw > 1 ? 1.1 : 1));
  }
}

interface TrunkSide {
  /** From the neck to the hip. */
  readonly down: readonly Point[];
  /** From the hip to the crotch. */
  readonly groin: readonly Point[];
  /** What is drawn of it: from under the arm to the thigh. */
  readonly contour: readonly Point[];
}

function trunkSide(skeleton: Skeleton, sign: 1 | -1, leg: readonly Point[]): TrunkSide {
  const { body } = skeleton;
  const at = (level: number, half: number): Point => {
    const station = stationAt(skeleton, level);
    return onStation({ ...station, half }, sign);
  };
  const on = (level: number) => onStation(stationAt(skeleton, level), sign);
  const shoulder = [
    at(1.36, body.neck * 1.04),
    at(1.47, mix(body.neck, body.shoulder, 0.3)),
    at(1.535, mix(body.neck, body.shoulder, 0.68)),
    at(1.63, body.shoulder + 0.05),
  ];
  const flank = curve([
    on(levels.armpit),
    on(levels.bust),
    on(2.62),
    on(levels.waist),
    on(3.3),
    on(3.62),
    leg[hipSamples - 4]!,
    leg[hipSamples]!,
  ]);
  return {
    down: [...curve(shoulder), ...flank.slice(0, -12)],
    groin: curve([flank.at(-12)!, at(3.95, body.hip * 0.62), at(4.12, body.hip * 0.24)]),
    contour: [...flank.slice(2), ...leg.slice(hipSamples, hipSamples + 6)],
  };
}

function neckOf(skeleton: Skeleton) {
  const { body, head } = skeleton;
  const side = (sign: 1 | -1) => {
    const at = (level: number, half: number) => onStation({ ...stationAt(skeleton, level), half }, sign);
    const jaw = {
      x: head.middle.x + sign * body.neck * 0.92 * Math.cos(head.tilt) - Math.sin(head.tilt) * 0.3,
      y: head.middle.y + 0.3,
    };
    return curve([
      jaw,
      at(1.16, body.neck * 0.93),
      at(1.33, body.neck * 1.02),
      at(1.455, mix(body.neck, body.shoulder, 0.3)),
      at(1.53, mix(body.neck, body.shoulder, 0.68)),
      at(1.585, body.shoulder + 0.03),
    ]);
  };
  const [left, right] = [side(-1), side(1)];
  const pit = onStation(stationAt(skeleton, 1.66), 0);
  return { left, right, outline: [...left.slice(0, -8), pit, ...[...right.slice(0, -8)].reverse()] };
}

function legOf(skeleton: Skeleton, side: 'left' | 'right') {
  const limb = skeleton[side].leg;
  const sign = side === 'left' ? -1 : 1;
  const { outer, inner } = limbShape(limb, sign, legGirths, skeleton.body.leg);
  const ends = footShape(limb, sign, 0.083);
  return { outer, inner, ends, outline: [...outer, ...ends.outline, ...[...inner].reverse()] };
}

function armOf(skeleton: Skeleton, side: 'left' | 'right'): ArmShape & { ends: HandShape } {
  const limb = skeleton[side].arm;
  const sign = side === 'left' ? -1 : 1;
  const { outer, inner } = limbShape(limb, sign, armGirths, skeleton.body.arm);
  const ends = handShape(limb, sign, 0.055 * mix(1, skeleton.body.arm, 0.4));
  return {
    outer,
    inner,
    ends,
    hand: ends.outline,
    outline: [...outer, ...ends.outline, ...[...inner].reverse()],
  };
}

function kneeLines(skeleton: Skeleton, side: 'left' | 'right'): Point[][] {
  const limb = skeleton[side].leg;
  const knee = limbAxis(limb, 1);
  const sign = side === 'left' ? -1 : 1;
  const wide = 0.1;
  return [
    curve([
      { x: knee.x - sign * wide, y: knee.y - 0.12 },
      { x: knee.x - sign * wide * 1.1, y: knee.y + 0.02 },
      { x: knee.x - sign * wide * 0.5, y: knee.y + 0.11 },
    ]),
    curve([
      { x: knee.x + sign * wide * 0.8, y: knee.y - 0.04 },
      { x: knee.x + sign * wide * 0.75, y: knee.y + 0.06 },
      { x: knee.x + sign * wide * 0.35, y: knee.y + 0.12 },
    ]),
  ];
}

/** Collar bone, bust and the line of the leg. */
function trunkLines(skeleton: Skeleton, sign: 1 | -1): Point[][] {
  const { body } = skeleton;
  const at = (level: number, x: number): Point => onStation({ ...stationAt(skeleton, level), half: x }, sign);
  const lines = [
    curve([at(1.63, 0.07), at(1.6, 0.2), at(1.575, body.shoulder * 0.62), at(1.6, body.shoulder * 0.8)]),
    curve([at(1.2, body.neck * 0.75), at(1.42, body.neck * 0.42), at(1.6, 0.06)]),
  ];
  if (body.bust > 0.6) {
    const w = body.chest;
    lines.push(curve([at(2.42, 0.1), at(2.54, w * 0.42), at(2.5, w * 0.72), at(2.34, w * 0.92)]));
  } else if (body.bust > 0) {
    const w = body.chest;
    lines.push(curve([at(2.43, w * 0.3), at(2.47, w * 0.55), at(2.38, w * 0.8)]));
  } else {
    const w = body.chest;
    lines.push(curve([at(2.36, 0.06), at(2.42, w * 0.4), at(2.33, w * 0.74), at(2.2, w * 0.88)]));
  }
  return lines;
}

function centreLine(skeleton: Skeleton): Point[] {
  return curve([2.55, 2.8, 3.05, 3.25].map((level) => onStation(stationAt(skeleton, level), 0)));
}

/** A plain body-suit: what the figure wears under everything. */
function baseOf(skeleton: Skeleton): Point[] {
  const { body } = skeleton;
  const at = (level: number, across: number): Point => onStation(stationAt(skeleton, level), across);
  const crotch = onStation(stationAt(skeleton, levels.crotch), 0);
  const side = (sign: 1 | -1) => {
    const flank = [2.16, levels.bust, 2.62, levels.waist, 3.3, 3.62].map((level) => at(level, sign * 0.992));
    return curve([
      ...flank,
      at(3.86, sign * 0.6),
      { x: mix(crotch.x, at(levels.crotch, sign).x, 0.16), y: crotch.y },
    ]);
  };
  const scoop = body.bust > 0 ? 0.12 : 0.05;
  const top = curve([
    at(2.16, 0.992),
    at(2.08, 0.55),
    at(2.08 + scoop, 0),
    at(2.08, -0.55),
    at(2.16, -0.992),
  ]);
  const [left, right] = [side(-1), side(1)];
  return [...left, between(left.at(-1)!, right.at(-1)!), ...right.reverse(), ...top];
}
