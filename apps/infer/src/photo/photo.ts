import { type Raster, resampled, wholeOf } from './resample.js';

/** A photograph's pixels, row by row from the top: RGB, or RGB and alpha. Can be sent to a thread. */
export interface Photo {
  /** [heightPx, widthPx, 3 or 4] */
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Sides of a photo in pixels that can be looked at. */
export const photoSides = { min: 32, max: 4096 } as const;

/** The longer side that a photo is reduced to before anything looks at it. */
const WORKING_PX = 512;
const SEE_THROUGH = 128;

/** A photo at the size that everything works with. Samples 0 to 255. */
export interface SeenPhoto {
  /** [heightPx, widthPx, 3]; a cut-out lies on white. */
  readonly rgb: Raster;
  /** [heightPx, widthPx, 1] of a cut-out; null where the photo has no alpha that says something. */
  readonly alpha: Raster | null;
}

/** Throws RangeError when the pixels do not fit the size, or a side is out of `photoSides`. */
export function expectPhoto({ data, widthPx, heightPx }: Photo): void {
  const { min, max } = photoSides;
  for (const [name, side] of Object.entries({ widthPx, heightPx })) {
    if (!Number.isInteger(side) || side < min || side > max)
      throw new RangeError(`${name}: expected a whole number from ${min} to ${max}, got ${side}`);
  }
  const pixels = widthPx * heightPx;
  if (data.length !== 3 * pixels && data.length !== 4 * pixels)
    throw new RangeError(`data: expected ${3 * pixels} or ${4 * pixels} values, got ${data.length}`);
}

/** Reduces a photo to working size, and takes a cut-out apart into colour and alpha. */
export function seenPhoto({ data, widthPx, heightPx }: Photo): SeenPhoto {
  const pixels = widthPx * heightPx;
  const channels = data.length / pixels;
  const isCutOut = channels === 4 && data.some((value, i) => i % 4 === 3 && value < SEE_THROUGH);
  const rgb = new Float32Array(3 * pixels);
  const alpha = new Float32Array(isCutOut ? pixels : 0);
  for (let i = 0; i < pixels; i++) {
    const share = isCutOut ? data[4 * i + 3]! / 255 : 1;
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[channels * i + c]! * share + 255 * (1 - share);
    if (isCutOut) alpha[i] = 255 * share;
  }
  return {
    rgb: reduced({ values: rgb, widthPx, heightPx, channels: 3 }),
    alpha: isCutOut ? reduced({ values: alpha, widthPx, heightPx, channels: 1 }) : null,
  };
}

function reduced(picture: Raster): Raster {
  const scale = WORKING_PX / Math.max(picture.widthPx, picture.heightPx);
  if (scale >= 1) return picture;
  const widthPx = Math.max(1, Math.round(picture.widthPx * scale));
  const heightPx = Math.max(1, Math.round(picture.heightPx * scale));
  return resampled(picture, wholeOf(picture), { widthPx, heightPx }, { kernel: 'linear', surround: null });
}
