import { clothOf } from './cloth.js';
import { meshOf } from './cloth-mesh.js';
import { creasesOf } from './creases.js';
import { drapeOf } from './drape.js';
import type { BodyId } from './figure/body.js';
import { type Croquis, sheet as paper } from './figure/croquis.js';
import { armGirths, sideFrom } from './figure/limb-shape.js';
import type { PoseId } from './figure/pose.js';
import type { Category } from './garment.js';
import { between, clamp, mix, type Point } from './geometry.js';
import { isUpper, landmarksOf } from './landmarks.js';
import { type Laid, layPart, type Sheet } from './lay-cloth.js';
import { lightAt } from './light.js';
import type { Picture } from './picture.js';
import { type Placement, placementOf } from './place.js';
import { coverageWithin } from './raster.js';
import { reliefOf } from './relief.js';
import { softShadow } from './shadow.js';
import { silhouetteOf } from './silhouette.js';

export interface WearOptions {
  readonly category: Category;
  readonly body: BodyId;
  readonly pose: PoseId;
  /** Of the sheet, which is 6.4 heads wide and 9.6 high. */
  readonly heightPx: number;
}

/**
 * A garment as it is worn. `layer` lies over the figure's drawing, both on the same sheet, and lets through what of
 * the figure is before the garment.
 */
export interface Worn {
  readonly croquis: Croquis;
  readonly layer: Picture;
  /** `landmarks`: by places found on it; `box`: by its bounding box, because they could not be told. */
  readonly placedBy: 'landmarks' | 'box';
  readonly confidence: number;
}

/**
 * Puts the garment of a picture on a figure. The same picture and options give the same bytes. Null where the
 * picture shows no garment on white or on nothing. Throws RangeError as `checkPicture` does, and for a height that
 * is no positive whole number.
 */
export function wear(picture: Picture, { category, body, pose, heightPx }: WearOptions): Worn | null {
  if (!Number.isInteger(heightPx) || heightPx <= 0) {
    throw new RangeError(`heightPx: expected a positive whole number, got ${heightPx}`);
  }
  const silhouette = silhouetteOf(picture);
  if (!silhouette) return null;
  const landmarks = landmarksOf(silhouette, category.kind);
  const placement = placementOf(silhouette, landmarks, category, body, pose);
  const mesh = meshOf(silhouette, placement);
  const cloth = clothOf(picture, silhouette);
  const scale = heightPx / paper.height;
  const sheet: Sheet = {
    width: Math.round(paper.width * scale),
    height: heightPx,
    scale,
    toPx: ({ x, y }) => ({ x: (x + paper.width / 2) * scale, y: (y + paper.top) * scale }),
  };
  const drape = drapeOf(placement, mesh);
  const lighting = (round: number, level: number) => lightAt(round, level) + drape(round, level);
  const lay = (label: number) => layPart(cloth, mesh, label, sheet, lighting);
  const layer = layerOf(placement, sheet, lay);
  const relief = reliefOf(creasesOf(placement, mesh), sheet.width, sheet.height, sheet.toPx, scale);
  return {
    croquis: placement.croquis,
    layer: {
      widthPx: sheet.width,
      heightPx: sheet.height,
      rgba: finished(layer, relief, placement.croquis, sheet),
    },
    placedBy: landmarks.found ? 'landmarks' : 'box',
    confidence: landmarks.confidence,
  };
}

/** The parts of the garment over each other, from the back to the front, without what the figure covers. */
function layerOf(placement: Placement, sheet: Sheet, lay: (label: number) => Laid): Laid {
  const { croquis, landmarks } = placement;
  const count = sheet.width * sheet.height;
  const layer: Laid = { rgb: new Float32Array(count * 3), alpha: new Float32Array(count) };
  const limbs = (['left', 'right'] as const).filter((side) =>
    side === 'left' ? placement.onLeft : placement.onRight,
  );
  const labelOf = { left: 1, right: 2 } as const;
  const legs = landmarks.kind === 'trousers';
  const behind = (side: 'left' | 'right') => croquis.skeleton[side][legs ? 'leg' : 'arm'].behind;
  for (const side of limbs.filter(behind)) over(layer, lay(labelOf[side]), sheet, 0);
  if (legs)
    for (const side of limbs.filter((one) => !behind(one))) over(layer, lay(labelOf[side]), sheet, 0.3);
  over(layer, lay(0), sheet, legs ? 0 : 0.3);
  cut(
    layer,
    beforeTrunk(placement).map((outline) => outline.map(sheet.toPx)),
    sheet,
  );
  if (!legs)
    for (const side of limbs.filter((one) => !behind(one))) over(layer, lay(labelOf[side]), sheet, 0.4);
  return layer;
}

/** What of the figure lies before the trunk of the garment. */
function beforeTrunk({ croquis, landmarks, neckline, left, right }: Placement): Point[][] {
  const outlines: Point[][] = [];
  if (isUpper(landmarks)) {
    // No cloth before the face; and none beside it, where a stray peak of a picture would stand.
    const [edge, chin] = [paper.width / 2, 1.16];
    outlines.push([
      { x: -edge, y: -paper.top },
      { x: edge, y: -paper.top },
      { x: edge, y: chin },
      { x: -edge, y: chin },
    ]);
  }
  if (neckline) {
    const { left: a, right: b, low } = neckline;
    const scoop = Array.from({ length: 21 }, (_, step) => {
      const turn = Math.PI * (step / 20);
      const [side, deep] = [(1 - Math.cos(turn)) / 2, Math.sin(turn)];
      const rim = { x: mix(a.x, b.x, side), y: mix(a.y, b.y, side) };
      const middle = between(a, b);
      return { x: rim.x + (low.x - middle.x) * deep, y: rim.y + (low.y - middle.y) * deep };
    });
    outlines.push([{ x: a.x, y: a.y - 0.6 }, ...scoop, { x: b.x, y: b.y - 0.6 }]);
  }
  for (const [side, fit] of [
    ['left', left],
    ['right', right],
  ] as const) {
    if (fit.arm === 'under' || croquis.skeleton[side].arm.behind) continue;
    const arm = croquis[side].arm;
    outlines.push([
      ...sideFrom(arm.outer, armGirths, fit.bareFrom),
      ...arm.hand,
      ...[...sideFrom(arm.inner, armGirths, fit.bareFrom)].reverse(),
    ]);
  }
  return outlines;
}

/** Lays a part over what is there, on which it throws a soft shadow. */
function over(layer: Laid, part: Laid, { width, height, scale }: Sheet, dark: number): void {
  const shade =
    dark > 0 ? softShadow(part.alpha, width, height, scale, { right: 0.03, down: 0.05, soft: 0.05 }) : null;
  for (let at = 0; at < layer.alpha.length; at++) {
    const under = layer.alpha[at]!;
    const top = part.alpha[at]!;
    if (top === 0 && (under === 0 || !shade)) continue;
    const dim = shade && under > 0 ? 1 - dark * shade(at) : 1;
    const alpha = top + under * (1 - top);
    for (let channel = 0; channel < 3; channel++) {
      const index = at * 3 + channel;
      layer.rgb[index] =
        (part.rgb[index]! * top + layer.rgb[index]! * dim * under * (1 - top)) / (alpha || 1);
    }
    layer.alpha[at] = alpha;
  }
}

function cut(layer: Laid, outlines: readonly (readonly Point[])[], { width, height }: Sheet): void {
  const gone = coverageWithin(outlines, width, height);
  for (let at = 0; at < gone.length; at++) layer.alpha[at]! *= 1 - gone[at]!;
}

const shadowInk = [58, 48, 38] as const;

/** The layer's bytes: folds in its light, and under it the shadow that it throws on the body. */
function finished(
  { rgb, alpha }: Laid,
  relief: Float32Array,
  croquis: Croquis,
  { width, height, scale, toPx }: Sheet,
): Uint8ClampedArray {
  const body = coverageWithin(
    [
      croquis.trunk,
      croquis.neck,
      croquis.head,
      croquis.left.arm.outline,
      croquis.right.arm.outline,
      croquis.left.leg,
      croquis.right.leg,
    ].map((outline) => outline.map(toPx)),
    width,
    height,
  );
  const shadow = softShadow(alpha, width, height, scale, { right: 0.035, down: 0.075, soft: 0.045 });
  const rgba = new Uint8ClampedArray(alpha.length * 4);
  for (let at = 0; at < alpha.length; at++) {
    const top = alpha[at]!;
    const under = top < 1 && body[at]! > 0 ? 0.34 * shadow(at) * body[at]! * (1 - top) : 0;
    const all = top + under;
    if (all === 0) continue;
    const fold = 1 + 0.2 * clamp(relief[at]!, -1.2, 1);
    for (let channel = 0; channel < 3; channel++) {
      const colour = rgb[at * 3 + channel]!;
      const lit = fold > 1 ? colour * fold + (255 - colour) * (fold - 1) * 0.25 : colour * fold;
      rgba[at * 4 + channel] = (lit * top + shadowInk[channel]! * under) / all;
    }
    rgba[at * 4 + 3] = 255 * all;
  }
  return rgba;
}
