import { bottomProportion } from './bottom-landmarks.js';
import { bodyReach } from './figure/body-reach.js';
import type { Croquis } from './figure/croquis.js';
import { legGirths } from './figure/limb-shape.js';
import { levels, stationAt } from './figure/skeleton.js';
import { flanksAt } from './flanks.js';
import type { Category } from './garment.js';
import { between, clamp, mix, type Point } from './geometry.js';
import type { Landmarks } from './landmarks.js';
import { ribbon } from './ribbon.js';
import type { Silhouette } from './silhouette.js';
import type { Pin } from './thin-plate.js';

type Bottom = Extract<Landmarks, { kind: 'trousers' | 'skirt' }>;

export interface BottomFit {
  readonly pins: readonly Pin[];
  readonly headsPerPx: number;
  readonly hemLevel: number;
  readonly crotchLevel: number;
}

/** Share of trousers' length that lies above the crotch, usually. */
const usualRise = { long: 0.36, short: 0.72 } as const;

/** Where trousers and skirts are pinned to a figure: at the waist and down the flanks. */
export function bottomPins(
  silhouette: Silhouette,
  landmarks: Bottom,
  category: Category,
  croquis: Croquis,
): BottomFit {
  const { skeleton } = croquis;
  const { left, right } = landmarks;
  const waistPx = Math.max(1, right.waist.x - left.waist.x);
  const waistY = (left.waist.y + right.waist.y) / 2;
  const hemY = Math.max(waistY + 1, (left.hem.y + right.hem.y) / 2);
  const top = landmarks.kind === 'skirt' ? 3.02 : 3.1;
  const long = clamp(bottomProportion(landmarks) / category.usualLength, 0.4, 2);
  const hemLevel = clamp(top + (category.usualHem - top) * long ** 0.65, top + 1.15, 8.3);
  const waistHalf = stationAt(skeleton, top).half;
  const headsPerPx = ((2 * waistHalf * category.ease) / waistPx) * clamp(long ** -0.15, 0.95, 1.15);
  const crotchY = landmarks.kind === 'trousers' ? landmarks.crotch.y : hemY;
  const rise = (crotchY - waistY) / (hemY - waistY);
  const low = rise / (hemLevel > 6.4 ? usualRise.long : usualRise.short) - 1;
  const crotchLevel =
    landmarks.kind === 'trousers' ? clamp(4.2 + 0.5 * clamp(low, 0, 0.7), 4.2, hemLevel - 0.25) : hemLevel;

  const pins: Pin[] = [];
  const axisAt = (y: number): number => {
    const end = landmarks.kind === 'trousers' ? landmarks.crotch.x : (left.hem.x + right.hem.x) / 2;
    return mix((left.waist.x + right.waist.x) / 2, end, clamp((y - waistY) / (crotchY - waistY), 0, 1));
  };
  const none = new Uint8Array(silhouette.mask.cells.length);
  const rows = landmarks.kind === 'skirt' ? 6 : 4;
  for (let row = 0; row <= rows; row++) {
    const t = row / rows;
    const y = mix(waistY, crotchY, t);
    const level = mix(top, crotchLevel, t);
    const reach = bodyReach(croquis, level);
    const flanks = flanksAt(silhouette, none, mix(waistY, crotchY, clamp(t, 0.03, 0.97)));
    if (!flanks) continue;
    for (const sign of [-1, 1] as const) {
      const side = sign < 0 ? left : right;
      const edge = row === 0 ? side.waist.x : sign < 0 ? flanks.left : flanks.right;
      const flat = sign * (edge - axisAt(y)) * headsPerPx;
      const least = (sign < 0 ? reach.left : reach.right) + (row === 0 ? 0.015 : 0.03);
      const half = row === 0 ? clamp(flat, least, least * 1.06) : Math.max(least, flat);
      const from =
        row === 0
          ? side.waist
          : landmarks.kind === 'skirt' && row === rows
            ? { x: side.hem.x, y: mix(hemY, side.hem.y, 0.5) }
            : { x: edge, y };
      pins.push({
        from,
        to: {
          x: reach.middle.x + sign * half * Math.cos(reach.tilt),
          y: reach.middle.y + sign * half * Math.sin(reach.tilt),
        },
      });
    }
  }
  if (landmarks.kind === 'trousers') {
    const { middle } = bodyReach(croquis, levels.crotch);
    pins.push({ from: landmarks.crotch, to: { x: middle.x, y: crotchLevel } });
  }
  return { pins, headsPerPx, hemLevel, crotchLevel };
}

/** Lays a leg of trousers along the figure's. */
export function placeOfLeg(
  { left, right, crotch }: Extract<Landmarks, { kind: 'trousers' }>,
  { skeleton }: Croquis,
  side: 'left' | 'right',
  { headsPerPx, hemLevel, crotchLevel }: BottomFit,
  onTrunk: (place: Point) => Point,
) {
  const { hem, inseam, waist } = side === 'left' ? left : right;
  const limb = skeleton[side].leg;
  const outer = {
    x: mix(waist.x, hem.x, clamp((crotch.y - waist.y) / (hem.y - waist.y), 0, 1)),
    y: crotch.y,
  };
  // Of a leg that is seen shorter, less is covered by the same cloth.
  const whole = levels.thigh + 4.32;
  const start = 2 * clamp((crotchLevel - levels.thigh) / (whole - levels.thigh), 0.02, 0.6);
  const stop = 2 * clamp((hemLevel - levels.thigh) / (whole - levels.thigh), 0.15, 1.06);
  return ribbon({
    strip: { from: [outer, crotch], to: [hem, inseam] },
    limb,
    sign: side === 'left' ? -1 : 1,
    girths: legGirths,
    stouter: skeleton.body.leg,
    start,
    stop: Math.max(start + 0.05, stop),
    headsPerPx,
    widest: { root: 0.6, end: 0.6 },
    ease: 0.025,
    root: onTrunk(between(outer, crotch)),
  });
}
