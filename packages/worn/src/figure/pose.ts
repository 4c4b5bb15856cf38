/** Angles are in degrees; of limbs, from straight down, outwards positive. Left is the picture's left. */
export interface LimbPose {
  readonly upper: number;
  readonly lower: number;
  /** Of the hand or foot. */
  readonly end: number;
  /** How much of each length is seen from the front, 0..1. */
  readonly upperSeen: number;
  readonly lowerSeen: number;
  readonly endSeen: number;
  /** Lies behind the body, or before it. */
  readonly behind: boolean;
}

export interface Pose {
  readonly id: PoseId;
  readonly label: string;
  /** In words that follow the body's: "straight body, walking". */
  readonly words: string;
  /** Turns of the line, clockwise on the screen positive. */
  readonly shoulderTilt: number;
  readonly hipTilt: number;
  readonly headTilt: number;
  /** In heads, to the right. */
  readonly hipShift: number;
  readonly chestShift: number;
  readonly left: { readonly arm: LimbPose; readonly leg: LimbPose };
  readonly right: { readonly arm: LimbPose; readonly leg: LimbPose };
}

export const poseIds = ['standing', 'resting', 'walking'] as const;
export type PoseId = (typeof poseIds)[number];

const limb = (
  upper: number,
  lower: number,
  end: number,
  { seen = [1, 1, 1], behind = false }: { seen?: readonly [number, number, number]; behind?: boolean } = {},
): LimbPose => ({ upper, lower, end, upperSeen: seen[0], lowerSeen: seen[1], endSeen: seen[2], behind });

export const poses: Readonly<Record<PoseId, Pose>> = {
  standing: {
    id: 'standing',
    label: 'Standing',
    words: 'standing',
    shoulderTilt: 0,
    hipTilt: 0,
    headTilt: 0,
    hipShift: 0,
    chestShift: 0,
    left: { arm: limb(13, 6, 4), leg: limb(3, 1, 10) },
    right: { arm: limb(13, 6, 4), leg: limb(3, 1, 10) },
  },
  resting: {
    id: 'resting',
    label: 'At ease',
    words: 'weight on one leg',
    shoulderTilt: 4.5,
    hipTilt: -7.5,
    headTilt: -4,
    hipShift: 0.17,
    chestShift: -0.03,
    left: { arm: limb(11, 4, 2), leg: limb(11, 3, 34) },
    right: { arm: limb(41, -51, -24, { seen: [0.95, 0.93, 0.74] }), leg: limb(-5, -5.5, 8) },
  },
  walking: {
    id: 'walking',
    label: 'Walking',
    words: 'walking',
    shoulderTilt: -3.5,
    hipTilt: 5,
    headTilt: 2,
    hipShift: -0.12,
    chestShift: 0.02,
    left: {
      arm: limb(17, 12, 8, { seen: [0.95, 0.86, 0.9], behind: true }),
      leg: limb(-5, -3.5, 2),
    },
    right: {
      arm: limb(9, -9, -6, { seen: [0.97, 0.95, 1] }),
      leg: limb(0, 9, 4, { seen: [0.98, 0.78, 0.55], behind: true }),
    },
  },
};

/** The same pose with the arms of these sides hanging close to the body. */
export function withHangingArms(
  pose: Pose,
  hanging: { readonly left: boolean; readonly right: boolean },
): Pose {
  const hang = limb(5, 0, 0);
  return {
    ...pose,
    left: hanging.left ? { ...pose.left, arm: hang } : pose.left,
    right: hanging.right ? { ...pose.right, arm: hang } : pose.right,
  };
}
