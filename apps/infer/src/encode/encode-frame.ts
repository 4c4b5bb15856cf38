import type { RecipeOutput } from '@toile/latent';
import type { FrameMeta } from '@toile/protocol';
import sharp, { type Sharp } from 'sharp';
import { coverageOnWhite, cutOut } from './cut-out.js';
import { enlarge } from './enlarge.js';

/** A picture as a file: what `FrameMeta` says of it, and its bytes. */
export type EncodedFrame = Pick<FrameMeta, 'mime' | 'widthPx' | 'heightPx' | 'encodeMs'> & {
  readonly bytes: Uint8Array;
};

/**
 * Previews follow a hand: at 256 px this takes 4 ms and 6 kB, lossless WebP 15 ms and 42 kB, and sharp chroma
 * (`smartSubsample`) 11 ms more for the same size. Finals are looked at longer than they are waited for.
 */
const webp = { preview: { quality: 88, effort: 0 }, final: { quality: 95, effort: 4 } } as const;
const png = { preview: { compressionLevel: 1 }, final: { compressionLevel: 9 } } as const;

/**
 * Encodes one picture in the format and at the size that its recipe asks for, enlarged with Lanczos-3 where the
 * pack draws fewer pixels, cut out where it asks for a transparent background. The same picture and output always give the same bytes.
 *
 * `rgb` [R, R, 3], R = resolutionPx. Throws RangeError when its length is another; rejects when libvips does.
 */
export async function encodeFrame(
  rgb: Uint8Array,
  resolutionPx: number,
  output: RecipeOutput,
): Promise<EncodedFrame> {
  const startedAt = performance.now();
  const { sizePx, format, tier } = output;
  if (rgb.length !== resolutionPx * resolutionPx * 3) {
    throw new RangeError(`rgb: expected ${resolutionPx * resolutionPx * 3} values, got ${rgb.length}`);
  }
  let image = await enlarged(rgb, resolutionPx, output);
  if (sizePx < resolutionPx) image = image.resize(sizePx, sizePx, { kernel: 'lanczos3' });
  image = format === 'webp' ? image.webp(webp[tier]) : image.png(png[tier]);
  const bytes = await image.toBuffer();
  const encodeMs = performance.now() - startedAt;
  return { bytes, mime: `image/${format}`, widthPx: sizePx, heightPx: sizePx, encodeMs };
}

/** The picture at the size that is asked for, or at its own where that is larger. */
async function enlarged(
  rgb: Uint8Array,
  resolutionPx: number,
  { sizePx, background }: RecipeOutput,
): Promise<Sharp> {
  const sidePx = Math.max(sizePx, resolutionPx);
  const grow = (pixels: Uint8Array, channels: 1 | 3) =>
    sidePx > resolutionPx ? enlarge(pixels, resolutionPx, sidePx, channels) : pixels;
  const raw = { width: sidePx, height: sidePx };
  const picture = await grow(rgb, 3);
  if (background === undefined) return sharp(picture, { raw: { ...raw, channels: 3 } });
  // The edge is found in what the network drew, and grows with the picture.
  const coverage = await grow(coverageOnWhite(rgb, resolutionPx), 1);
  const pixels = cutOut(picture, coverage);
  return sharp(pixels, { raw: { ...raw, channels: 4 } });
}
