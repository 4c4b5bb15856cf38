import type { BodyId } from './figure/body.js';
import { type Croquis, croquisOf } from './figure/croquis.js';
import { armGirths } from './figure/limb-shape.js';
import type { PoseId } from './figure/pose.js';
import type { Category } from './garment.js';
import { type GarmentParts, garmentParts } from './garment-parts.js';
import { between, clamp, distance, type Point } from './geometry.js';
import { isUpper, type Landmarks } from './landmarks.js';
import { bottomPins, placeOfLeg } from './place-bottom.js';
import { type UpperFit, upperPins } from './place-upper.js';
import { type PlacedLimb, ribbon } from './ribbon.js';
import type { Silhouette } from './silhouette.js';
import { thinPlate } from './thin-plate.js';
import { cuffMiddle } from './upper-landmarks.js';

/** How the limbs of a figure meet the garment. */
export interface LimbFit {
  /** Arms: in a sleeve of its own, before a garment without one, or under cloth that hangs over it. */
  readonly arm: 'sleeve' | 'bare' | 'under';
  /** From where on the arm shows: 0 at the shoulder, 2 at the wrist. */
  readonly bareFrom: number;
}

/** A garment on a figure: where each place of its picture comes to lie, in heads, x from the middle of the sheet. */
export interface Placement {
  readonly croquis: Croquis;
  readonly landmarks: Landmarks;
  readonly parts: GarmentParts;
  readonly left: LimbFit;
  readonly right: LimbFit;
  /** Where a place of the picture (px) lies when it follows the trunk or a limb. */
  readonly onTrunk: (place: Point) => Point;
  readonly onLeft: ((place: Point) => Point) | null;
  readonly onRight: ((place: Point) => Point) | null;
  /** How far across its limb a place of the picture (px) lies, -1 to 1 at its edges. */
  readonly roundLeft: ((place: Point) => number) | null;
  readonly roundRight: ((place: Point) => number) | null;
  /** Level of the hem on the figure, in heads. */
  readonly hemLevel: number;
  readonly neckline: UpperFit['neckline'] | null;
}

/** Hangs a garment on a figure by its landmarks. */
export function placementOf(
  silhouette: Silhouette,
  landmarks: Landmarks,
  category: Category,
  bodyId: BodyId,
  poseId: PoseId,
): Placement {
  const parts = garmentParts(silhouette, landmarks);
  const fit = (side: 'left' | 'right'): LimbFit => {
    if (!isUpper(landmarks)) return { arm: 'bare', bareFrom: 0 };
    if (parts.has[side]) return { arm: 'sleeve', bareFrom: sleeveEnd(landmarks, category, side) - 0.15 };
    // Sleeves that cannot be told from the body lie over arms that hang.
    const armholes = landmarks.left.sign === 'armhole' && landmarks.right.sign === 'armhole';
    const under = category.sleeved && !armholes;
    return under ? { arm: 'under', bareFrom: 2 } : { arm: 'bare', bareFrom: 0.2 };
  };
  const left = fit('left');
  const right = fit('right');
  const croquis = croquisOf(bodyId, poseId, { left: left.arm === 'under', right: right.arm === 'under' });
  const hung = { croquis, landmarks, parts, left, right };
  if (isUpper(landmarks)) {
    const placed = upperPins(silhouette, landmarks, category, croquis, parts);
    const onTrunk = thinPlate(placed.pins, 0.002);
    const sleeve = (side: 'left' | 'right') =>
      parts.has[side] ? placeOfSleeve(landmarks, category, croquis, side, placed, onTrunk) : null;
    const { hemLevel, neckline } = placed;
    return { ...hung, ...alongLimbs(sleeve), onTrunk, hemLevel, neckline };
  }
  const placed = bottomPins(silhouette, landmarks, category, croquis);
  const onTrunk = thinPlate(placed.pins, 0.002);
  const leg = (side: 'left' | 'right') =>
    landmarks.kind === 'trousers' ? placeOfLeg(landmarks, croquis, side, placed, onTrunk) : null;
  return { ...hung, ...alongLimbs(leg), onTrunk, hemLevel: placed.hemLevel, neckline: null };
}

/** What the sleeves or the legs add to a placement; null where a side has none. */
function alongLimbs(limb: (side: 'left' | 'right') => PlacedLimb | null) {
  const [left, right] = [limb('left'), limb('right')];
  return {
    onLeft: left?.place ?? null,
    onRight: right?.place ?? null,
    roundLeft: left?.round ?? null,
    roundRight: right?.round ?? null,
  };
}

type Upper = Extract<Landmarks, { kind: 'upper' | 'dress' }>;

/** Length of a sleeve over the width under the arms, of one that reaches the wrist. */
const wristSleeve = 0.92;

/** Where on the arm a sleeve ends: 0 at the shoulder, 2 at the wrist. */
function sleeveEnd(landmarks: Upper, category: Category, side: 'left' | 'right'): number {
  const { shoulder, armpit, cuff } = landmarks[side];
  const root = between(shoulder, armpit);
  const long = distance(root, cuff ? cuffMiddle(cuff) : armpit) + 0.25 * distance(shoulder, armpit);
  const chestPx = Math.max(1, landmarks.right.armpit.x - landmarks.left.armpit.x);
  return 2 * clamp((long / chestPx / wristSleeve) * (category.longSleeves ? 1.04 : 1), 0.12, 1.02);
}

function placeOfSleeve(
  landmarks: Upper,
  category: Category,
  { skeleton }: Croquis,
  side: 'left' | 'right',
  { headsPerPx }: UpperFit,
  onTrunk: (place: Point) => Point,
) {
  const sign = side === 'left' ? -1 : 1;
  const { shoulder, armpit, cuff } = landmarks[side];
  return ribbon({
    strip: { from: [shoulder, armpit], to: cuff ? [cuff.outer, cuff.inner] : [shoulder, armpit] },
    limb: skeleton[side].arm,
    sign,
    girths: armGirths,
    stouter: skeleton.body.arm,
    start: 0.12,
    stop: sleeveEnd(landmarks, category, side),
    headsPerPx,
    widest: { root: 0.2 + 0.12 * skeleton.body.arm, end: 0.3 },
    ease: 0.05,
    root: onTrunk(between(shoulder, armpit)),
  });
}
