/** For each target pixel: the first source pixel that makes it, and the weights of it and those that follow. */
export type Resampling = readonly { readonly first: number; readonly weights: Float32Array }[];

export type ResamplingFilter = 'bicubic' | 'bilinear';

/** Source pixels either side of the centre that a filter reaches, and its weight at a distance. */
const filters = {
  // Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981, with a = -0.5.
  bicubic: {
    reach: 2,
    weight: (x: number) => {
      const d = Math.abs(x);
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    },
  },
  bilinear: { reach: 1, weight: (x: number) => Math.max(0, 1 - Math.abs(x)) },
} as const;

/**
 * One-dimensional resampling as Pillow does it, which is what CLIP saw in training: pixel centres at half-integers,
 * the filter made wider by the scale of a reduction, cut off at the edges, weights that sum to 1.
 *
 * Throws RangeError unless both sizes are integers >= 1.
 */
export function resampling(fromPx: number, toPx: number, filter: ResamplingFilter): Resampling {
  if (!Number.isInteger(fromPx) || !Number.isInteger(toPx) || fromPx < 1 || toPx < 1) {
    throw new RangeError(`fromPx, toPx: expected integers >= 1, got ${fromPx}, ${toPx}`);
  }
  const { reach, weight } = filters[filter];
  const step = fromPx / toPx;
  const stretch = Math.max(1, step);
  return Array.from({ length: toPx }, (_, target) => {
    const centre = (target + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach * stretch + 0.5));
    const end = Math.min(fromPx, Math.floor(centre + reach * stretch + 0.5));
    const weights = Float32Array.from({ length: end - first }, (_, i) =>
      weight((first + i + 0.5 - centre) / stretch),
    );
    const sum = weights.reduce((total, one) => total + one, 0);
    return { first, weights: weights.map((one) => one / sum) };
  });
}
