import { type ClothMesh, pressureAt } from './cloth-mesh.js';
import { curve } from './figure/curve.js';
import { limbAxis } from './figure/limb-shape.js';
import { levels, onStation, stationAt } from './figure/skeleton.js';
import { between, clamp, type Point } from './geometry.js';
import type { Placement } from './place.js';

/** A fold: a line on the figure (heads), how wide its valley is and how deep it looks. */
export interface Crease {
  readonly line: readonly Point[];
  readonly width: number;
  readonly depth: number;
}

/**
 * Where worn cloth folds: from the armpits, at a waist that a hip pushes up, from the crotch, in bent elbows and
 * knees. The more the net is pressed together there, the deeper.
 */
export function creasesOf(placement: Placement, mesh: ClothMesh): Crease[] {
  const { croquis, landmarks } = placement;
  const { skeleton } = croquis;
  const creases: Crease[] = [];
  const fold = (points: readonly Point[], width: number, depth: number) => {
    const line = curve(points, 6);
    const pressure = pressureAt(mesh, between(line[0]!, line[Math.floor(line.length / 2)]!), 0.22);
    creases.push({ line, width, depth: depth * (0.7 + 1.6 * clamp(pressure, 0, 0.6)) });
  };
  const at = (level: number, across: number): Point => onStation(stationAt(skeleton, level), across);
  const sides = [
    [-1, 'left'],
    [1, 'right'],
  ] as const;
  if (landmarks.kind === 'upper' || landmarks.kind === 'dress') {
    for (const [sign, side] of sides) {
      if (placement[side].arm === 'bare') continue;
      // From under the arm towards the chest, and down the flank.
      fold([at(2.08, sign * 1.02), at(2.12, sign * 0.78), at(2.2, sign * 0.5)], 0.05, 0.8);
      fold([at(2.12, sign * 1.04), at(2.26, sign * 0.86), at(2.46, sign * 0.74)], 0.045, 0.6);
      elbow(placement, side, sign, fold);
    }
    const waist = Math.min(placement.hemLevel - 0.35, levels.waist);
    if (waist > 2.5) {
      for (const [sign] of sides) {
        // The flank towards which the shoulder sinks is the shorter one.
        const tilt = skeleton.pose.shoulderTilt - skeleton.pose.hipTilt;
        const short = clamp((sign * tilt) / 10, -1, 1);
        const depth = 0.42 + 0.5 * Math.max(0, short);
        fold(
          [at(waist - 0.04, sign * 1.02), at(waist + 0.02, sign * 0.66), at(waist - 0.05, sign * 0.34)],
          0.045,
          depth,
        );
        if (short > 0.2) {
          fold(
            [at(waist + 0.18, sign * 1.03), at(waist + 0.2, sign * 0.7), at(waist + 0.1, sign * 0.45)],
            0.045,
            depth * 0.8,
          );
          fold(
            [at(waist - 0.22, sign * 1.0), at(waist - 0.17, sign * 0.7), at(waist - 0.24, sign * 0.46)],
            0.04,
            depth * 0.6,
          );
        }
      }
    }
  }
  if (landmarks.kind === 'trousers') {
    const crotch = placement.onTrunk(landmarks.crotch);
    for (const [sign, side] of sides) {
      const { root, middle } = skeleton[side].leg;
      const hip = { x: root.x + sign * 0.2, y: root.y - 0.04 };
      fold(
        [
          { x: crotch.x + sign * 0.03, y: crotch.y - 0.04 },
          between(crotch, hip, 0.45),
          between(crotch, hip, 0.85),
        ],
        0.045,
        0.7,
      );
      fold(
        [
          { x: crotch.x + sign * 0.04, y: crotch.y + 0.02 },
          { x: crotch.x + sign * 0.22, y: crotch.y - 0.02 },
          { x: crotch.x + sign * 0.4, y: crotch.y + 0.05 },
        ],
        0.045,
        0.55,
      );
      if (placement.hemLevel > 6.2) {
        fold(
          [
            { x: middle.x - sign * 0.18, y: middle.y + 0.06 },
            { x: middle.x, y: middle.y + 0.12 },
            { x: middle.x + sign * 0.12, y: middle.y + 0.08 },
          ],
          0.045,
          0.45,
        );
        fold(
          [
            { x: middle.x + sign * 0.18, y: middle.y - 0.1 },
            { x: middle.x + sign * 0.04, y: middle.y - 0.02 },
            { x: middle.x - sign * 0.08, y: middle.y - 0.04 },
          ],
          0.045,
          0.4,
        );
      }
    }
  }
  return creases;
}

function elbow(
  { croquis: { skeleton } }: Placement,
  side: 'left' | 'right',
  sign: 1 | -1,
  fold: (points: readonly Point[], width: number, depth: number) => void,
): void {
  const limb = skeleton[side].arm;
  const bend = Math.abs(skeleton.pose[side].arm.upper - skeleton.pose[side].arm.lower);
  const elbowAt = limbAxis(limb, 1);
  const inside = { x: elbowAt.x - sign * 0.13, y: elbowAt.y };
  const depth = 0.35 + 0.5 * clamp(bend / 70, 0, 1);
  for (const [dy, reach] of [
    [-0.07, 0.2],
    [0.05, 0.24],
  ] as const) {
    fold(
      [
        { x: inside.x, y: inside.y + dy },
        { x: inside.x + sign * reach * 0.5, y: inside.y + dy * 0.8 - 0.02 },
        { x: inside.x + sign * reach, y: inside.y + dy * 0.5 },
      ],
      0.035,
      depth,
    );
  }
}
