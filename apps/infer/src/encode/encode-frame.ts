import type { Recipe } from '@toile/latent';
import type { FrameMeta } from '@toile/protocol';
import sharp from 'sharp';
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
 * pack draws fewer pixels. The same picture and output always give the same bytes.
 *
 * `rgb` [R, R, 3], R = resolutionPx. Throws RangeError when its length is another; rejects when libvips does.
 */
export async function encodeFrame(
  rgb: Uint8Array,
  resolutionPx: number,
  output: Recipe['output'],
): Promise<EncodedFrame> {
  const startedAt = performance.now();
  const { sizePx, format, tier } = output;
  if (rgb.length !== resolutionPx * resolutionPx * 3) {
    throw new RangeError(`rgb: expected ${resolutionPx * resolutionPx * 3} values, got ${rgb.length}`);
  }
  const pixels = sizePx > resolutionPx ? await enlarge(rgb, resolutionPx, sizePx) : rgb;
  const side = Math.max(sizePx, resolutionPx);
  let image = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
  if (sizePx < resolutionPx) image = image.resize(sizePx, sizePx, { kernel: 'lanczos3' });
  image = format === 'webp' ? image.webp(webp[tier]) : image.png(png[tier]);
  const bytes = await image.toBuffer();
  const encodeMs = performance.now() - startedAt;
  return { bytes, mime: `image/${format}`, widthPx: sizePx, heightPx: sizePx, encodeMs };
}
