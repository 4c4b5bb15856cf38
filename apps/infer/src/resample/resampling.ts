/** A filter of resampling: `linear` is soft and never overshoots, `cubic` and `lanczos` keep edges. */
export type Kernel = 'linear' | 'cubic' | 'lanczos';

/** Source samples either side of the centre that a kernel reaches, and its weight at a distance. */
const KERNELS: Readonly<Record<Kernel, { readonly reach: number; readonly at: (x: number) => number }>> = {
  linear: { reach: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  // Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981, with a = -0.5.
  cubic: {
    reach: 2,
    at: (x) => {
      const d = Math.abs(x);
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    },
  },
  lanczos: { reach: 3, at: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** For each target sample: the first source sample that makes it, and the weights of it and those that follow. */
export type Resampling = readonly { readonly first: number; readonly weights: Float64Array }[];

/** A stretch [start, end) of a line of `sourcePx` samples; it may have fractions and reach past the line. */
export interface Stretch {
  readonly sourcePx: number;
  readonly start: number;
  readonly end: number;
}

/**
 * What a stretch of a line shows at another size: the kernel, widened by the scale of a reduction (Turkowski, "Filters
 * for Common Resampling Tasks", 1990), as Pillow does it, by which the pictures of our training and CLIP's were made;
 * sample centres at half-integers. Only samples that exist have weights. These sum to 1, or, with `surround`, together
 * with those of samples outside, which then are something.
 *
 * Throws RangeError unless both sizes are integers >= 1.
 */
export function resampling(
  { sourcePx, start, end }: Stretch,
  targetPx: number,
  kernel: Kernel,
  { surround = false }: { readonly surround?: boolean } = {},
): Resampling {
  if (![sourcePx, targetPx].every((px) => Number.isInteger(px) && px >= 1)) {
    throw new RangeError(`sourcePx, targetPx: expected integers >= 1, got ${sourcePx}, ${targetPx}`);
  }
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
      if (isInside || surround) sum += weight;
    }
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function sinc(x: number): number {
  if (x === 0) return 1;
  return Math.sin(Math.PI * x) / (Math.PI * x);
}
