import sharp from 'sharp';
import { enlarge } from './enlarge.js';

/**
 * A square RGB picture at another size, with Lanczos-3 either way.
 * `rgb` [fromPx, fromPx, 3]; returns [toPx, toPx, 3]. Throws RangeError when the length does not fit.
 */
export async function resized(rgb: Uint8Array, fromPx: number, toPx: number): Promise<Uint8Array> {
  if (toPx === fromPx) return rgb;
  if (toPx > fromPx) {
    const { buffer, byteOffset, byteLength } = await enlarge(rgb, fromPx, toPx);
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  const image = sharp(rgb, { raw: { width: fromPx, height: fromPx, channels: 3 } });
  return image.resize(toPx, toPx, { kernel: 'lanczos3' }).raw().toBuffer();
}
