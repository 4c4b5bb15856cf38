import { bodyReach } from './figure/body-reach.js';
import type { Croquis } from './figure/croquis.js';
import { levels, onStation, stationAt } from './figure/skeleton.js';
import { flanksAt } from './flanks.js';
import type { Category } from './garment.js';
import type { GarmentParts } from './garment-parts.js';
import { between, clamp, mix, type Point } from './geometry.js';
import type { Landmarks } from './landmarks.js';
import type { Silhouette } from './silhouette.js';
import type { Pin } from './thin-plate.js';
import { upperProportion } from './upper-landmarks.js';

export interface UpperFit {
  readonly pins: readonly Pin[];
  readonly headsPerPx: number;
  /** The width under the arms in the picture. */
  readonly chestPx: number;
  readonly hemLevel: number;
  /** The opening for the neck: its ends and its lowest place, on the figure; null where the picture shows it itself. */
  readonly neckline: { readonly left: Point; readonly right: Point; readonly low: Point } | null;
}

/** Where the trunk of a garment that hangs from the shoulders is pinned to a figure. */
export function upperPins(
  silhouette: Silhouette,
  landmarks: Extract<Landmarks, { kind: 'upper' | 'dress' }>,
  category: Category,
  croquis: Croquis,
  parts: GarmentParts,
): UpperFit {
  const { skeleton } = croquis;
  const { body } = skeleton;
  const { left, right } = landmarks;
  const armholes = left.sign === 'armhole' && right.sign === 'armhole';
  const over =
    category.sleeved && !armholes
      ? (['left', 'right'] as const).filter((side) => !parts.has[side]).length
      : 0;
  // Where sleeves lie against the body, they are a part of its width.
  const chestPx = Math.max(1, right.armpit.x - left.armpit.x) * (1 - 0.13 * over);
  const neckY = (left.neck.y + right.neck.y) / 2;
  const armpitY = (left.armpit.y + right.armpit.y) / 2;
  const hemY = Math.max(armpitY + 1, (left.hem.y + right.hem.y) / 2);

  // Longer and narrower than usual, or shorter and wider: a part of either shows.
  const long = clamp((upperProportion(landmarks) * (1 + 0.15 * over)) / category.usualLength, 0.45, 2.2);
  const chest = 2 * body.chest * category.ease * clamp(long ** -0.3, 0.92, 1.3);
  const headsPerPx = chest / chestPx;
  const strapless =
    !category.sleeved &&
    !left.sign &&
    !right.sign &&
    right.neck.x - left.neck.x > 0.72 * (right.armpit.x - left.armpit.x);
  const top = strapless ? 2.12 : 1.47;
  const hemLevel = clamp(
    top + (category.usualHem - 1.47) * long ** 0.72 - (strapless ? 0.5 : 0),
    top + 1.0,
    8.3,
  );
  const armpitLevel = strapless
    ? mix(top, hemLevel, clamp((armpitY - neckY) / (hemY - neckY), 0.05, 0.5))
    : clamp(top + ((armpitY - neckY) / (hemY - neckY)) * (hemLevel - top), 2.06, 2.22 + 0.1 * category.ease);
  const waistY = (left.waist.y + right.waist.y) / 2;
  const drawnIn = (right.waist.x - left.waist.x) / Math.max(1, right.armpit.x - left.armpit.x);
  const levelAt = (y: number): number => {
    if (y <= armpitY) return mix(top, armpitLevel, (y - neckY) / Math.max(1, armpitY - neckY));
    const plain = mix(armpitLevel, hemLevel, (y - armpitY) / (hemY - armpitY));
    // A dress with a waist has it at the body's.
    if (landmarks.kind !== 'dress' || drawnIn > 0.93 || hemLevel < 4.2) return plain;
    const shaped =
      y <= waistY
        ? mix(armpitLevel, levels.waist, (y - armpitY) / Math.max(1, waistY - armpitY))
        : mix(levels.waist, hemLevel, (y - waistY) / Math.max(1, hemY - waistY));
    return mix(plain, shaped, 0.8);
  };

  const pins: Pin[] = [];
  const sides = [
    [-1, left],
    [1, right],
  ] as const;
  const axisAt = (y: number): number => {
    const t = (y - neckY) / (hemY - neckY);
    return mix((left.neck.x + right.neck.x) / 2, (left.hem.x + right.hem.x) / 2, clamp(t, 0, 1));
  };
  const ends: Point[] = [];
  for (const [sign, side] of sides) {
    const neckHalf = strapless
      ? body.chest * 1.02
      : clamp(
          sign * (side.neck.x - axisAt(side.neck.y)) * headsPerPx,
          body.neck * 1.12,
          body.shoulder * 0.72,
        );
    const neckTo = strapless
      ? onStation({ ...stationAt(skeleton, top), half: neckHalf }, sign)
      : onShoulder(croquis, sign, neckHalf, 0.03);
    ends.push(neckTo);
    pins.push({ from: side.neck, to: neckTo });
    if (!strapless && Math.abs(side.shoulder.x - side.neck.x) > 0.05 * chestPx) {
      const half = sign * (side.shoulder.x - axisAt(side.shoulder.y)) * headsPerPx;
      const has = sign < 0 ? parts.has.left : parts.has.right;
      const worn = has
        ? clamp(half, body.shoulder + 0.05, body.shoulder * 1.22)
        : clamp(half, neckHalf + 0.08, over > 0 ? body.shoulder * 1.15 : body.shoulder * 0.98);
      pins.push({ from: side.shoulder, to: onShoulder(croquis, sign, worn, 0.035) });
    }
    const underHalf = Math.max(body.chest * 1.05, (chest / 2) * (1 + (over > 0 ? 0.28 : 0)));
    pins.push({
      from: side.armpit,
      to: onStation({ ...stationAt(skeleton, armpitLevel), half: underHalf }, sign),
    });
  }
  const rows = 6;
  for (let row = 1; row <= rows; row++) {
    const y = mix(armpitY, hemY, row / rows);
    const flanks = flanksAt(silhouette, parts.labels, row === rows ? mix(armpitY, hemY, 0.97) : y);
    if (!flanks) continue;
    const level = levelAt(y);
    const reach = bodyReach(croquis, level);
    for (const [sign, side] of sides) {
      const edge = sign < 0 ? flanks.left : flanks.right;
      const flat = sign * (edge - axisAt(y)) * headsPerPx;
      const least = (sign < 0 ? reach.left : reach.right) + 0.035;
      const half = Math.max(least, flat);
      const to = {
        x: reach.middle.x + sign * half * Math.cos(reach.tilt),
        y: reach.middle.y + sign * half * Math.sin(reach.tilt),
      };
      pins.push({
        from: row === rows ? { x: side.hem.x, y: mix(hemY, side.hem.y, 0.5) } : { x: edge, y },
        to,
      });
    }
  }
  // Down the middle, so that the trunk does not lean with its sides.
  const middle = stationAt(skeleton, armpitLevel).middle;
  pins.push({ from: { x: axisAt(armpitY), y: armpitY }, to: { x: middle.x, y: middle.y } });

  return {
    pins,
    headsPerPx,
    chestPx,
    hemLevel,
    neckline: strapless ? null : necklineOf(silhouette, landmarks, category, croquis, ends, chestPx),
  };
}

/** A place on the slope of a shoulder, `half` from the middle, `above` it by this much. */
export function onShoulder({ skeleton }: Croquis, sign: 1 | -1, half: number, above: number): Point {
  const { body } = skeleton;
  const near = mix(body.neck, body.shoulder, 0.3);
  const tip = body.shoulder + 0.05;
  const level =
    half < near
      ? mix(1.34, 1.47, clamp((half - body.neck) / (near - body.neck), 0, 1))
      : half < tip
        ? mix(1.47, 1.6, (half - near) / (tip - near))
        : // Past the joint it falls along the arm.
          1.6 + (half - tip) * 1.1;
  const station = stationAt(skeleton, level);
  return onStation({ ...station, middle: { ...station.middle, y: station.middle.y - above }, half }, sign);
}

/** The opening cut out of the front, where the picture shows the back of the collar; null where it shows its own. */
function necklineOf(
  { contour, cellPx, axis }: Silhouette,
  { left, right }: Extract<Landmarks, { kind: 'upper' | 'dress' }>,
  category: Category,
  { skeleton }: Croquis,
  ends: readonly Point[],
  chestPx: number,
): UpperFit['neckline'] {
  const [a, b] = [ends[0]!, ends[1]!];
  const top = Math.min(...contour.filter(({ x }) => Math.abs(x - axis) <= 1.5).map(({ y }) => y)) * cellPx;
  if (top - (left.neck.y + right.neck.y) / 2 > 0.09 * chestPx) return null;
  const middle = between(a, b);
  const low = stationAt(skeleton, category.neckline === 'open' ? 1.82 : 1.66).middle;
  return { left: a, right: b, low: { x: mix(middle.x, low.x, 0.8), y: low.y } };
}
