import { type BinaryMap, dilated, eroded, floodFill } from './grid.js';

/** Where the garment lies in a picture of one on white. */
export interface Silhouette {
  readonly sidePx: number;
  /** [sidePx, sidePx]: 1 inside the outline, whatever colour is there. */
  readonly inside: BinaryMap;
  readonly areaPx: number;
  /** First and last row and column of the garment, both included. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** The column of its centre of mass, not rounded. */
  readonly axis: number;
}

/** Steps of 255 by which the darkest channel lies below the background's. */
const SURELY_CLOTH = 30;
const PERHAPS_CLOTH = 10;
/** A border that is darker than this is no white ground. */
const WHITE_GROUND = 48;
/** A part is kept from this share of the largest part's area on: the other half of a two-piece, not a speck. */
const PART_SHARE = 0.1;
/** Less than this share of the picture is no garment. */
const LEAST_AREA_SHARE = 0.01;
/** Gaps in the outline of up to twice this share of the side are closed. */
const CLOSING_SHARE = 1 / 64;

/**
 * The garment of a picture on white: what is darker or more colourful than the border of the picture, as far as
 * it hangs together with something that surely is (hysteresis: Canny, "A Computational Approach to Edge
 * Detection", 1986, §IV), small gaps closed, holes filled. White prints inside an outline are thus inside.
 *
 * `rgb` [sidePx, sidePx, 3]. Null where there is no garment, or its ground is not white. Throws RangeError when the length does not fit.
 */
export function silhouetteOf(rgb: Uint8Array, sidePx: number): Silhouette | null {
  if (rgb.length !== sidePx * sidePx * 3) {
    throw new RangeError(`rgb: expected ${sidePx * sidePx * 3} values, got ${rgb.length}`);
  }
  const depth = depthBelowWhite(rgb);
  const background = borderMedian(depth, sidePx);
  if (background > WHITE_GROUND) return null;
  const radius = Math.max(1, Math.round(sidePx * CLOSING_SHARE));
  const parts = largeParts(depth, sidePx, background);
  const inside = withoutHoles(closed(parts, sidePx, radius), sidePx);
  return described(inside, sidePx);
}

/** 255 minus the smallest channel: 0 is white, and both dark and vivid colours are far from it. */
function depthBelowWhite(rgb: Uint8Array): Uint8Array {
  const depth = new Uint8Array(rgb.length / 3);
  for (let cell = 0; cell < depth.length; cell++) {
    depth[cell] = 255 - Math.min(rgb[3 * cell]!, rgb[3 * cell + 1]!, rgb[3 * cell + 2]!);
  }
  return depth;
}

function borderMedian(depth: Uint8Array, sidePx: number): number {
  const border = depth.filter((_, cell) => {
    const x = cell % sidePx;
    return x === 0 || x === sidePx - 1 || cell < sidePx || cell >= depth.length - sidePx;
  });
  return border.sort()[border.length >> 1]!;
}

/** Connected regions of perhaps-cloth that hold sure cloth, without those far smaller than the largest. */
function largeParts(depth: Uint8Array, sidePx: number, background: number): BinaryMap {
  const map = depth.map((value) => (value >= background + PERHAPS_CLOTH ? 1 : 0));
  const parts: { start: number; areaPx: number }[] = [];
  for (let cell = 0; cell < depth.length; cell++) {
    if (depth[cell]! < background + SURELY_CLOTH || map[cell] !== 1) continue;
    parts.push({ start: cell, areaPx: floodFill(map, sidePx, cell, 1, 2) });
  }
  const largest = Math.max(0, ...parts.map(({ areaPx }) => areaPx));
  for (const { start, areaPx } of parts) {
    if (areaPx >= PART_SHARE * largest) floodFill(map, sidePx, start, 2, 3);
  }
  return map.map((value) => (value === 3 ? 1 : 0));
}

const closed = (map: BinaryMap, sidePx: number, radius: number): BinaryMap =>
  eroded(dilated(map, sidePx, radius), sidePx, radius);

/** Whatever cannot be reached from the picture's border. */
function withoutHoles(map: BinaryMap, sidePx: number): BinaryMap {
  const filled = map.slice();
  for (let i = 0; i < sidePx; i++) {
    const border = [i, map.length - 1 - i, i * sidePx, i * sidePx + sidePx - 1];
    for (const cell of border) floodFill(filled, sidePx, cell, 0, 2);
  }
  return filled.map((value) => (value === 2 ? 0 : 1));
}

function described(inside: BinaryMap, sidePx: number): Silhouette | null {
  let [areaPx, sumX, top, bottom, left, right] = [0, 0, sidePx, -1, sidePx, -1];
  for (let cell = 0; cell < inside.length; cell++) {
    if (inside[cell] !== 1) continue;
    const x = cell % sidePx;
    const y = (cell - x) / sidePx;
    areaPx += 1;
    sumX += x;
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  if (areaPx < LEAST_AREA_SHARE * sidePx * sidePx) return null;
  return { sidePx, inside, areaPx, top, bottom, left, right, axis: sumX / areaPx };
}
