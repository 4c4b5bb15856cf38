import type { ClipFile } from '@toile/protocol';
import { type Resampling, resampling } from '../resample/resampling.js';

/** A CLIP's names for the kernels. */
const kernels = { bicubic: 'cubic', bilinear: 'linear' } as const;

/**
 * What an image encoder is given [n, 3, sidePx, sidePx] of square pictures `rgb` [n, fromPx, fromPx, 3]: each is
 * resized, in bytes as Pillow does, its middle is cut out, and each channel is shifted and scaled (Radford et al.,
 * "Learning Transferable Visual Models From Natural Language Supervision", 2021, and its published preprocessing).
 *
 * Throws RangeError when the length does not fit, or the middle is larger than the resized picture.
 */
export function pixelValues(rgb: Uint8Array, fromPx: number, spec: ClipFile['pixels']): Float32Array {
  const { resizePx, sidePx, filter, mean, std } = spec;
  const pictureBytes = fromPx * fromPx * 3;
  if (pictureBytes === 0 || rgb.length % pictureBytes !== 0) {
    throw new RangeError(`rgb: expected pictures of ${pictureBytes} bytes, got ${rgb.length}`);
  }
  if (sidePx > resizePx) throw new RangeError(`sidePx: expected at most ${resizePx}, got ${sidePx}`);
  const n = rgb.length / pictureBytes;
  const whole = { sourcePx: fromPx, start: 0, end: fromPx };
  const lines = fromPx === resizePx ? null : resampling(whole, resizePx, kernels[filter]);
  const margin = Math.floor((resizePx - sidePx) / 2);
  const plane = sidePx * sidePx;
  const values = new Float32Array(n * 3 * plane);
  for (let picture = 0; picture < n; picture++) {
    const bytes = rgb.subarray(picture * pictureBytes, (picture + 1) * pictureBytes);
    const resized = lines ? resizedBytes(bytes, fromPx, lines) : bytes;
    for (let y = 0; y < sidePx; y++) {
      for (let x = 0; x < sidePx; x++) {
        const from = ((y + margin) * resizePx + x + margin) * 3;
        for (const channel of [0, 1, 2] as const) {
          const value = resized[from + channel]! / 255;
          values[(picture * 3 + channel) * plane + y * sidePx + x] = (value - mean[channel]) / std[channel];
        }
      }
    }
  }
  return values;
}

/** One picture [fromPx, fromPx, 3] at the size of `lines`: rows first, then columns, rounded to bytes in between. */
function resizedBytes(rgb: Uint8Array, fromPx: number, lines: Resampling): Uint8ClampedArray {
  const toPx = lines.length;
  // Clamped arrays round to the nearest byte as they are written.
  const wide = new Uint8ClampedArray(fromPx * toPx * 3);
  for (let y = 0; y < fromPx; y++) {
    for (const [x, { first, weights }] of lines.entries()) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) {
          sum += weights[i]! * rgb[(y * fromPx + first + i) * 3 + channel]!;
        }
        wide[(y * toPx + x) * 3 + channel] = sum;
      }
    }
  }
  const row = toPx * 3;
  const whole = new Uint8ClampedArray(toPx * row);
  for (const [y, { first, weights }] of lines.entries()) {
    for (let at = 0; at < row; at++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * wide[(first + i) * row + at]!;
      whole[y * row + at] = sum;
    }
  }
  return whole;
}
