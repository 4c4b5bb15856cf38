import {
  type SkirtLandmarks,
  skirtLandmarks,
  type TrousersLandmarks,
  trousersLandmarks,
} from './bottom-landmarks.js';
import type { GarmentKind } from './garment.js';
import type { Point } from './geometry.js';
import type { Silhouette } from './silhouette.js';
import { cuffMiddle, type UpperLandmarks, upperLandmarks } from './upper-landmarks.js';

/** Places on a garment, in pixels of its picture; left is the picture's left. */
export type Landmarks = UpperLandmarks | TrousersLandmarks | SkirtLandmarks;

/**
 * The places by which a garment is hung on a figure. Where they cannot be found with confidence they are those of
 * its bounding box, and `found` is false.
 */
export function landmarksOf(silhouette: Silhouette, kind: GarmentKind): Landmarks {
  switch (kind) {
    case 'upper':
    case 'dress':
      return upperLandmarks(silhouette, kind);
    case 'trousers':
      return trousersLandmarks(silhouette);
    case 'skirt':
      return skirtLandmarks(silhouette);
  }
}

export const isUpper = (landmarks: Landmarks): landmarks is UpperLandmarks =>
  landmarks.kind === 'upper' || landmarks.kind === 'dress';

/** Every place of a set by its name. */
export function namedPlaces(landmarks: Landmarks): Record<string, Point> {
  const places: Record<string, Point> = {};
  for (const side of ['left', 'right'] as const) {
    for (const [name, place] of Object.entries(landmarks[side])) {
      if (place && typeof place === 'object' && 'x' in place) places[`${side} ${name}`] = place as Point;
    }
    if (isUpper(landmarks) && landmarks[side].cuff) places[`${side} cuff`] = cuffMiddle(landmarks[side].cuff);
  }
  if (landmarks.kind === 'trousers') places.crotch = landmarks.crotch;
  return places;
}
