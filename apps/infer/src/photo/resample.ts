import { type Kernel, resampling } from '../resample/resampling.js';

/** Samples of a picture, row by row: [heightPx, widthPx, channels]. */
export interface Raster {
  readonly values: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
}

/** A part of a picture in pixels, [left, right) and [top, bottom); it may have fractions and reach past the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * What a box of a picture shows at another size, by `resampling` along either side. Outside the picture lies `surround`;
 * null leaves out what is not there.
 */
export function resampled(
  picture: Raster,
  box: Box,
  size: { readonly widthPx: number; readonly heightPx: number },
  { kernel, surround }: { readonly kernel: Kernel; readonly surround: number | null },
): Raster {
  const { channels } = picture;
  const outside = surround ?? 0;
  const across = { sourcePx: picture.widthPx, start: box.left, end: box.right };
  const down = { sourcePx: picture.heightPx, start: box.top, end: box.bottom };
  const around = { surround: surround !== null };
  const columns = resampling(across, size.widthPx, kernel, around);
  const rows = resampling(down, size.heightPx, kernel, around);
  const wide = new Float32Array(picture.heightPx * size.widthPx * channels);
  for (let x = 0; x < size.widthPx; x++) {
    const { first, weights } = columns[x]!;
    for (let y = 0; y < picture.heightPx; y++) {
      const from = (y * picture.widthPx + first) * channels;
      const to = (y * size.widthPx + x) * channels;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++)
          sum += weights[tap]! * (picture.values[from + tap * channels + c]! - outside);
        wide[to + c] = sum;
      }
    }
  }
  const width = size.widthPx * channels;
  const values = new Float32Array(size.heightPx * width);
  for (let y = 0; y < size.heightPx; y++) {
    const { first, weights } = rows[y]!;
    for (let i = 0; i < width; i++) {
      let sum = outside;
      for (let tap = 0; tap < weights.length; tap++) sum += weights[tap]! * wide[(first + tap) * width + i]!;
      values[y * width + i] = sum;
    }
  }
  return { values, widthPx: size.widthPx, heightPx: size.heightPx, channels };
}

/** The whole of a picture as a box. */
export const wholeOf = ({ widthPx, heightPx }: Pick<Raster, 'widthPx' | 'heightPx'>): Box => ({
  left: 0,
  top: 0,
  right: widthPx,
  bottom: heightPx,
});

/** Samples as bytes, rounded and clamped. */
export const bytesOf = ({ values }: Raster): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(value))));
