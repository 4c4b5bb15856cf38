import { mix, type Point } from '../geometry.js';
import type { Body } from './body.js';
import type { LimbPose, Pose } from './pose.js';

/** Heads from the top of a figure that stands straight. */
export const levels = {
  chin: 1,
  neck: 1.43,
  shoulder: 1.66,
  armpit: 2.02,
  bust: 2.3,
  waist: 2.98,
  hip: 3.72,
  crotch: 4.12,
  thigh: 3.82,
} as const;

const lengths = { upperArm: 1.36, forearm: 1.2, hand: 0.72, thigh: 2.2, shin: 2.12, foot: 0.66 } as const;

/** Root, middle and end joint of a limb, and the tip of its hand or foot. */
export interface Limb {
  readonly root: Point;
  readonly middle: Point;
  readonly end: Point;
  readonly tip: Point;
  readonly behind: boolean;
}

/** A line across the body: its middle, which way its right end points, and half its width. */
export interface Station {
  readonly level: number;
  readonly middle: Point;
  /** In radians, clockwise on the screen. */
  readonly tilt: number;
  readonly half: number;
}

export interface Skeleton {
  readonly body: Body;
  readonly pose: Pose;
  /** Across the trunk, from the neck down to the crotch. */
  readonly stations: readonly Station[];
  /** The middle of the head and its tilt in radians. */
  readonly head: { readonly middle: Point; readonly tilt: number };
  readonly left: { readonly arm: Limb; readonly leg: Limb };
  readonly right: { readonly arm: Limb; readonly leg: Limb };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Where everything of a body is in a pose, in heads, x from the middle of the figure. */
export function skeletonOf(body: Body, pose: Pose): Skeleton {
  const tiltAt = (level: number): number => {
    const t = (level - levels.shoulder) / (levels.hip - levels.shoulder);
    return radians(mix(pose.shoulderTilt, pose.hipTilt, Math.min(1, Math.max(0, t))));
  };
  const middleAt = (level: number): Point => {
    const t = Math.min(1.1, Math.max(-0.2, (level - levels.shoulder) / (levels.hip - levels.shoulder)));
    // The spine swings from the chest to the pelvis in one soft bend.
    const swing = t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
    return { x: mix(pose.chestShift, pose.hipShift, swing), y: level };
  };
  const station = (level: number, half: number): Station => ({
    level,
    middle: middleAt(level),
    tilt: tiltAt(level),
    half,
  });
  const stations = [
    station(1.05, body.neck * 0.93),
    station(levels.neck - 0.13, body.neck),
    station(levels.armpit, mix(body.chest, body.shoulder, 0.18)),
    station(levels.bust, body.chest + 0.035 * body.bust),
    station(2.62, mix(body.chest, body.waist, 0.62)),
    station(levels.waist, body.waist),
    station(3.3, mix(body.waist, body.hip, 0.62)),
    station(levels.hip, body.hip),
    station(levels.crotch, body.hip * 0.98),
  ];
  const across = (level: number, x: number): Point => {
    const middle = middleAt(level);
    const tilt = tiltAt(level);
    return { x: middle.x + x * Math.cos(tilt), y: middle.y + x * Math.sin(tilt) };
  };
  const limb = (
    root: Point,
    sign: 1 | -1,
    limbPose: LimbPose,
    of: readonly [number, number, number],
  ): Limb => {
    const step = (from: Point, degrees: number, length: number): Point => ({
      x: from.x + sign * Math.sin(radians(degrees)) * length,
      y: from.y + Math.cos(radians(degrees)) * length,
    });
    const middle = step(root, limbPose.upper, of[0] * limbPose.upperSeen);
    const end = step(middle, limbPose.lower, of[1] * limbPose.lowerSeen);
    return {
      root,
      middle,
      end,
      tip: step(end, limbPose.end, of[2] * limbPose.endSeen),
      behind: limbPose.behind,
    };
  };
  const side = (sign: 1 | -1, { arm, leg }: Pose['left']) => ({
    arm: limb(across(levels.shoulder, sign * (body.shoulder - 0.02)), sign, arm, [
      lengths.upperArm,
      lengths.forearm,
      lengths.hand,
    ]),
    leg: limb(across(levels.thigh, sign * body.hip * 0.53), sign, leg, [
      lengths.thigh,
      lengths.shin,
      lengths.foot,
    ]),
  });
  const neck = middleAt(levels.neck);
  const headTilt = radians(pose.headTilt);
  return {
    body,
    pose,
    stations,
    head: {
      middle: { x: neck.x + Math.sin(headTilt) * 0.9, y: 0.52 },
      tilt: headTilt,
    },
    left: side(-1, pose.left),
    right: side(1, pose.right),
  };
}

/** The line across the trunk at a level, between stations. */
export function stationAt({ stations }: Skeleton, level: number): Station {
  const after = Math.max(
    1,
    stations.findIndex((station) => station.level >= level),
  );
  const [a, b] = [stations[after - 1]!, stations[after]!];
  const t = Math.min(1, Math.max(0, (level - a.level) / (b.level - a.level)));
  return {
    level,
    middle: { x: mix(a.middle.x, b.middle.x, t), y: mix(a.middle.y, b.middle.y, t) },
    tilt: mix(a.tilt, b.tilt, t),
    half: mix(a.half, b.half, t),
  };
}

/** The place at half widths `across` from the middle of a station. */
export const onStation = ({ middle, tilt, half }: Station, across: number): Point => ({
  x: middle.x + across * half * Math.cos(tilt),
  y: middle.y + across * half * Math.sin(tilt),
});
