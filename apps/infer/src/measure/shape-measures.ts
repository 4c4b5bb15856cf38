import type { Silhouette } from './silhouette.js';

/** What outline the garment has. Lengths are shares of the picture's side unless they say otherwise. */
export interface ShapeMeasures {
  /** Share of the picture inside the outline. */
  readonly area: number;
  /** Between the rows above and below which a hundredth of the area lies: straps and threads do not count. */
  readonly length: number;
  /** Of the body: mean over the lower half, sleeves beside it left out. */
  readonly width: number;
  /** Overlap of the outline with its mirror image, intersection over union: 1 is symmetric. */
  readonly symmetry: number;
  /** log2 of the widest row of the upper part over the body's width: 0 is sleeveless, higher the further they reach. */
  readonly sleeves: number;
  /** log2 of the width at the hem over the width at the waist: 0 is straight, above 0 flared. */
  readonly flare: number;
  /** How far the middle of the upper edge lies below its highest point near the middle, as a share of the length. */
  readonly neckline: number;
}

/** Measures the outline of a garment. */
export function shapeMeasures(silhouette: Silhouette): ShapeMeasures {
  const { sidePx, areaPx, top, bottom } = silhouette;
  const lengthPx = bottom - top + 1;
  const widthPx = mean(bodyWidths(silhouette, 0.5, 0.9));
  return {
    area: areaPx / (sidePx * sidePx),
    length: (rowAtAreaShare(silhouette, 1 - TAIL) - rowAtAreaShare(silhouette, TAIL)) / sidePx,
    width: widthPx / sidePx,
    symmetry: symmetry(silhouette),
    sleeves: Math.log2(spanPx(silhouette) / widthPx),
    flare: Math.log2(mean(bodyWidths(silhouette, 0.88, 0.98)) / mean(bodyWidths(silhouette, 0.4, 0.6))),
    neckline: necklinePx(silhouette, widthPx) / lengthPx,
  };
}

/** Share of the area left out at either end of the length. */
const TAIL = 0.01;

/** The height, in rows and parts of rows from the top of the picture, above which `share` of the area lies. */
function rowAtAreaShare({ sidePx, inside, areaPx, top, bottom }: Silhouette, share: number): number {
  let above = 0;
  for (let y = top; y <= bottom; y++) {
    let count = 0;
    for (let x = 0; x < sidePx; x++) count += inside[y * sidePx + x]!;
    if (above + count >= share * areaPx) return y + (share * areaPx - above) / count;
    above += count;
  }
  return bottom + 1;
}

/**
 * Body width of each row between two shares of the length: the run of cloth across the axis, so without sleeves
 * that hang beside it; where the axis is not on cloth (between the legs of trousers), the whole row's extent.
 */
function bodyWidths(silhouette: Silhouette, from: number, to: number): number[] {
  const { sidePx, inside, top, bottom, axis } = silhouette;
  const length = bottom - top + 1;
  const first = top + Math.floor(from * length);
  const last = Math.min(bottom, Math.max(first, top + Math.ceil(to * length) - 1));
  const centre = Math.round(axis);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const row = inside.subarray((first + i) * sidePx, (first + i + 1) * sidePx);
    if (row[centre] !== 1) return Math.max(1, row.lastIndexOf(1) - row.indexOf(1) + 1);
    let [start, end] = [centre, centre];
    while (row[start - 1] === 1) start -= 1;
    while (row[end + 1] === 1) end += 1;
    return end - start + 1;
  });
}

/** Sleeves belong to the upper part of a garment. */
const SLEEVE_ROWS = 0.7;

/** Share of the upper rows whose mean extent is the span: one jagged row does not count. */
const WIDEST_ROWS = 0.1;

/** From the leftmost to the rightmost cloth, mean of the widest rows of the upper part. */
function spanPx({ sidePx, inside, top, bottom }: Silhouette): number {
  const rows = Math.floor(SLEEVE_ROWS * (bottom - top)) + 1;
  const extents = Array.from({ length: rows }, (_, i) => {
    const row = inside.subarray((top + i) * sidePx, (top + i + 1) * sidePx);
    return row.lastIndexOf(1) - row.indexOf(1) + 1;
  });
  return mean(extents.sort((a, b) => b - a).slice(0, Math.ceil(WIDEST_ROWS * rows)));
}

/** Distance, in rows, of the upper edge at the axis below its highest point within the shoulders. */
function necklinePx({ sidePx, inside, top, bottom, axis }: Silhouette, widthPx: number): number {
  const edge = (x: number): number => {
    for (let y = top; y <= bottom; y++) if (inside[y * sidePx + x] === 1) return y;
    return bottom;
  };
  const edges = (share: number): number[] => {
    const first = Math.max(0, Math.round(axis - share * widthPx));
    const last = Math.min(sidePx - 1, Math.round(axis + share * widthPx));
    return Array.from({ length: last - first + 1 }, (_, i) => edge(first + i));
  };
  return mean(edges(NECK_SHARE)) - Math.min(...edges(SHOULDER_SHARE));
}

/** Half widths, as shares of the body's width, of the middle of a neckline and of what lies between the shoulders. */
const NECK_SHARE = 0.06;
const SHOULDER_SHARE = 0.4;

/** The best overlap with the mirror image over axes near the centre of mass. */
function symmetry({ sidePx, inside, areaPx, axis }: Silhouette): number {
  const twice = Math.round(2 * axis);
  const reach = Math.max(1, Math.round(sidePx / 32));
  let best = 0;
  for (let sum = twice - reach; sum <= twice + reach; sum++) {
    let both = 0;
    for (let cell = 0; cell < inside.length; cell++) {
      if (inside[cell] !== 1) continue;
      const x = cell % sidePx;
      const mirrored = sum - x;
      if (mirrored >= 0 && mirrored < sidePx && inside[cell - x + mirrored] === 1) both += 1;
    }
    best = Math.max(best, both / (2 * areaPx - both));
  }
  return best;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
