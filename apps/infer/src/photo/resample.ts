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

/** A filter of resampling: `linear` is soft and never overshoots, `lanczos` keeps edges. */
export type Kernel = 'linear' | 'lanczos';

const KERNELS: Record<Kernel, { readonly reach: number; readonly at: (x: number) => number }> = {
  linear: { reach: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  lanczos: { reach: 3, at: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/**
 * What a box of a picture shows at another size: separable convolution with the kernel, widened where the picture
 * shrinks (Turkowski, "Filters for Common Resampling Tasks", 1990), as Pillow does it, by which the training's
 * pictures are framed. Outside the picture lies `surround`; null leaves out what is not there.
 */
export function resampled(
  picture: Raster,
  box: Box,
  size: { readonly widthPx: number; readonly heightPx: number },
  { kernel, surround }: { readonly kernel: Kernel; readonly surround: number | null },
): Raster {
  const { channels } = picture;
  const outside = surround ?? 0;
  const columns = taps(box.left, box.right, picture.widthPx, size.widthPx, kernel, surround === null);
  const rows = taps(box.top, box.bottom, picture.heightPx, size.heightPx, kernel, surround === null);
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

interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * For each target sample the source samples under the kernel that exist. Weights sum to 1, together with those of
 * samples outside unless `insideOnly`.
 */
function taps(
  start: number,
  end: number,
  sourcePx: number,
  targetPx: number,
  kernel: Kernel,
  insideOnly: boolean,
): Taps[] {
  const { reach, at } = KERNELS[kernel];
  const scale = (end - start) / targetPx;
  const widened = Math.max(1, scale);
  return Array.from({ length: targetPx }, (_, target) => {
    const centre = start + (target + 0.5) * scale - 0.5;
    const from = Math.ceil(centre - reach * widened);
    const to = Math.floor(centre + reach * widened);
    const first = Math.min(sourcePx, Math.max(0, from));
    const weights = new Float64Array(Math.max(0, Math.min(sourcePx - 1, to) - first + 1));
    let sum = 0;
    for (let source = from; source <= to; source++) {
      const weight = at((source - centre) / widened);
      const isInside = source >= first && source - first < weights.length;
      if (isInside) weights[source - first] = weight;
      if (isInside || !insideOnly) sum += weight;
    }
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function sinc(x: number): number {
  if (x === 0) return 1;
  return Math.sin(Math.PI * x) / (Math.PI * x);
}
