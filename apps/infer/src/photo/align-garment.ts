import { bytesOf, type Raster, resampled } from './resample.js';

/** Share of the square that the longer side of every garment fills: what the generator learnt from was framed so. */
const FILLED = 0.88;
const GARMENT = 128;

/**
 * The garment of a photo on white, centred, its longer side 88 % of a square: [sidePx, sidePx, 3].
 * `alpha` says where it is; `isOnWhite` that the photo is a cut-out on white already. Throws RangeError when
 * the alpha is empty.
 */
export function alignedGarment(
  rgb: Raster,
  alpha: Raster,
  sidePx: number,
  { isOnWhite }: { readonly isOnWhite: boolean },
): Uint8Array<ArrayBuffer> {
  const { left, top, right, bottom } = extentOf(alpha);
  const side = Math.max(right - left, bottom - top) / FILLED;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const box = { left: x - side / 2, top: y - side / 2, right: x + side / 2, bottom: y + side / 2 };
  const picture = isOnWhite ? rgb : onWhite(rgb, alpha);
  const size = { widthPx: sidePx, heightPx: sidePx };
  return bytesOf(resampled(picture, box, size, { kernel: 'lanczos', surround: 255 }));
}

function extentOf({ values, widthPx, heightPx }: Raster) {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let cell = 0; cell < values.length; cell++) {
    if (values[cell]! < GARMENT) continue;
    const x = cell % widthPx;
    const y = (cell - x) / widthPx;
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  if (right <= left) throw new RangeError('alpha: expected a garment, got none');
  return { left, top, right, bottom };
}

function onWhite(rgb: Raster, alpha: Raster): Raster {
  const values = rgb.values.map((value, i) => {
    const share = alpha.values[Math.floor(i / 3)]! / 255;
    return value * share + 255 * (1 - share);
  });
  return { ...rgb, values };
}
