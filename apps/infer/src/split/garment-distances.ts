import { clothMeasures } from '../measure/cloth-measures.js';
import { colourDistance, colourQuantiles } from '../measure/colour-quantiles.js';
import { type ShapeMeasures, shapeMeasures } from '../measure/shape-measures.js';
import { type Silhouette, silhouetteOf } from '../measure/silhouette.js';

/** What of a picture is compared: its outline, and the cloth inside it. */
export interface SeenGarment {
  readonly silhouette: Silhouette;
  readonly shape: ShapeMeasures;
  /** As `colourQuantiles` answers them. */
  readonly colours: Float64Array;
  readonly texture: number;
}

const shapeNames = [
  'area',
  'length',
  'width',
  'symmetry',
  'sleeves',
  'flare',
  'neckline',
] as const satisfies readonly (keyof ShapeMeasures)[];

/** One way in which two garments differ, and its share of the whole difference. */
export interface Part {
  readonly name: string;
  readonly weight: number;
}

/** Half of the structure is where the cloth lies, half what the outline measures. */
export const structureParts: readonly Part[] = [
  { name: 'outline', weight: 1 / 2 },
  ...shapeNames.map((name) => ({ name, weight: 1 / (2 * shapeNames.length) })),
];

/** Half of the appearance is which colours there are, half how lively the surface is. */
export const appearanceParts: readonly Part[] = [
  { name: 'colours', weight: 1 / 2 },
  { name: 'texture', weight: 1 / 2 },
];

/** Null where no garment on white is to be seen. `rgb` [sidePx, sidePx, 3]. */
export function seenGarment(rgb: Uint8Array, sidePx: number): SeenGarment | null {
  const silhouette = silhouetteOf(rgb, sidePx);
  if (silhouette === null) return null;
  const { texture } = clothMeasures(rgb, silhouette);
  return { silhouette, shape: shapeMeasures(silhouette), colours: colourQuantiles(rgb, silhouette), texture };
}

/** How far apart two garments are in each of `structureParts`: 1 - intersection over union, then the measures. */
export function structureDistances(one: SeenGarment, other: SeenGarment): number[] {
  const measures = shapeNames.map((name) => Math.abs(one.shape[name] - other.shape[name]));
  return [1 - overlap(one.silhouette, other.silhouette), ...measures];
}

/** How far apart two garments are in each of `appearanceParts`. */
export function appearanceDistances(one: SeenGarment, other: SeenGarment): number[] {
  return [colourDistance(one.colours, other.colours), Math.abs(one.texture - other.texture)];
}

/** Intersection over union. */
function overlap(one: Silhouette, other: Silhouette): number {
  let both = 0;
  for (const [cell, inside] of one.inside.entries()) both += inside & other.inside[cell]!;
  return both / (one.areaPx + other.areaPx - both);
}
