import { contourOf } from './contour.js';
import { median, type Point } from './geometry.js';
import { type Mask, mainPiece, opened } from './mask.js';
import { coverageOf, type Picture } from './picture.js';

/** Cells along the longer side of the raster on which a silhouette is read. */
const cellsAcross = 128;

export interface Box {
  readonly left: number;
  readonly top: number;
  /** Exclusive. */
  readonly right: number;
  readonly bottom: number;
}

/** The shape of a garment, read on a coarse raster; places are in cells unless a name says otherwise. */
export interface Silhouette {
  readonly mask: Mask;
  /** Pixels of the picture in one cell. */
  readonly cellPx: number;
  /** Share of each pixel of the picture that is garment, [heightPx, widthPx], 0..1. */
  readonly coverage: Float32Array;
  readonly box: Box;
  /** x of the line that halves the garment. */
  readonly axis: number;
  /** Its outer border, clockwise on the screen. */
  readonly contour: readonly Point[];
  /** The largest piece's share of everything that is not background, 0..1. */
  readonly share: number;
}

/** Reads the shape of the garment in a picture; null where there is none. Throws RangeError as `checkPicture` does. */
export function silhouetteOf(picture: Picture): Silhouette | null {
  const coverage = coverageOf(picture);
  const cellPx = Math.max(picture.widthPx, picture.heightPx) / cellsAcross;
  const { mask, share } = mainPiece(opened(coarse(picture, coverage, cellPx)));
  const { width, height, cells } = mask;
  const area = cells.reduce((sum, cell) => sum + cell, 0);
  // A crumb is no garment, and what fills the picture is no garment on white.
  if (area < 0.012 * cells.length || area > 0.92 * cells.length) return null;
  const box = { left: width, top: height, right: 0, bottom: 0 };
  const xs: number[] = [];
  for (let at = 0; at < cells.length; at++) {
    if (cells[at] === 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
    xs.push(x + 0.5);
  }
  return { mask, cellPx, coverage, box, axis: median(xs), contour: contourOf(mask), share };
}

/** Each cell set where more than half of its area is garment. */
function coarse({ widthPx, heightPx }: Picture, coverage: Float32Array, cellPx: number): Mask {
  const width = Math.max(1, Math.round(widthPx / cellPx));
  const height = Math.max(1, Math.round(heightPx / cellPx));
  const cells = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [
      Math.floor(y * cellPx),
      Math.max(Math.floor(y * cellPx) + 1, Math.round((y + 1) * cellPx)),
    ];
    for (let x = 0; x < width; x++) {
      const left = Math.floor(x * cellPx);
      const right = Math.max(left + 1, Math.round((x + 1) * cellPx));
      let sum = 0;
      for (let py = top; py < Math.min(bottom, heightPx); py++) {
        for (let px = left; px < Math.min(right, widthPx); px++) sum += coverage[py * widthPx + px]!;
      }
      if (sum * 2 > (bottom - top) * (right - left)) cells[y * width + x] = 1;
    }
  }
  return { width, height, cells };
}
