import { type BinaryMap, dilated, floodFill } from '../measure/grid.js';

/** Alpha from which a pixel counts as garment. */
const GARMENT = 0.5;
/** A part is kept from this share of the largest part's area on, as where the training's mattes were made. */
const PART_SHARE = 0.08;
/** Less than this share of the square is no garment. */
const LEAST_AREA_SHARE = 0.02;
/** A hole up to this share of the garment is a print that was taken for the floor; a larger one is seen through. */
const HOLE_SHARE = 0.015;

/**
 * A matte [sidePx, sidePx], 0 to 1, with its crumbs taken out and its small holes filled; null where there is no
 * garment.
 */
export function cleanMatte(alpha: Float32Array, sidePx: number): Float32Array | null {
  const kept = largeParts(alpha, sidePx);
  const areaPx = kept.reduce((sum, value) => sum + value, 0);
  if (areaPx < LEAST_AREA_SHARE * sidePx * sidePx) return null;
  const filled = withoutSmallHoles(kept, sidePx, HOLE_SHARE * areaPx);
  // The soft rim of what was kept belongs to it.
  const rim = dilated(kept, sidePx, 2);
  return alpha.map((value, cell) => {
    if (filled[cell] === 1 && kept[cell] !== 1) return 1;
    return rim[cell] === 1 ? value : 0;
  });
}

function largeParts(alpha: Float32Array, sidePx: number): BinaryMap {
  const map = Uint8Array.from(alpha, (value) => (value >= GARMENT ? 1 : 0));
  const parts: { start: number; areaPx: number }[] = [];
  for (let cell = 0; cell < map.length; cell++) {
    if (map[cell] === 1) parts.push({ start: cell, areaPx: floodFill(map, sidePx, cell, 1, 2) });
  }
  const largest = Math.max(0, ...parts.map(({ areaPx }) => areaPx));
  for (const { start, areaPx } of parts) {
    if (areaPx >= PART_SHARE * largest) floodFill(map, sidePx, start, 2, 3);
  }
  return map.map((value) => (value === 3 ? 1 : 0));
}

/** Cells outside that hang together in parts of up to `largestPx`, and not with the border, become garment. */
function withoutSmallHoles(map: BinaryMap, sidePx: number, largestPx: number): BinaryMap {
  const marked = map.slice();
  for (let i = 0; i < sidePx; i++) {
    const border = [i, marked.length - 1 - i, i * sidePx, i * sidePx + sidePx - 1];
    for (const cell of border) floodFill(marked, sidePx, cell, 0, 2);
  }
  for (let cell = 0; cell < marked.length; cell++) {
    if (marked[cell] !== 0) continue;
    if (floodFill(marked, sidePx, cell, 0, 3) <= largestPx) floodFill(marked, sidePx, cell, 3, 1);
  }
  return marked.map((value) => (value === 1 ? 1 : 0));
}
