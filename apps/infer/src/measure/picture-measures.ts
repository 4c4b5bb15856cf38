import { type ClothMeasures, clothMeasures } from './cloth-measures.js';
import { type ShapeMeasures, shapeMeasures } from './shape-measures.js';
import { silhouetteOf } from './silhouette.js';

export type PictureMeasures = ClothMeasures & ShapeMeasures;

export type MeasureName = keyof PictureMeasures;

/** Every measure, in the order in which reports and arrays have them. */
export const measureNames = [
  'length',
  'width',
  'area',
  'sleeves',
  'neckline',
  'flare',
  'symmetry',
  'lightness',
  'warmth',
  'colourfulness',
  'texture',
] as const satisfies readonly MeasureName[];

/**
 * Measures a picture of one garment on white; null where none can be seen.
 * `rgb` [sidePx, sidePx, 3]. Throws RangeError when its length does not fit.
 */
export function pictureMeasures(rgb: Uint8Array, sidePx: number): PictureMeasures | null {
  const silhouette = silhouetteOf(rgb, sidePx);
  return silhouette && { ...shapeMeasures(silhouette), ...clothMeasures(rgb, silhouette) };
}
