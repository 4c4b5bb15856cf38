import { CovarianceAccumulator } from './covariance.js';
import { expectInteger } from './expect.js';
import { symmetricEigen } from './symmetric-eigen.js';

export interface PrincipalComponents {
  /** [dim] */
  readonly mean: Float32Array;
  /** [count, dim]: unit vectors, mutually orthogonal, largest variance first; the entry of largest magnitude is positive. */
  readonly components: Float32Array;
  /** [count]: standard deviation of the samples along each component. */
  readonly standardDeviations: Float32Array;
  /** [count]: share of the total variance, 0 to 1; all 0 when the samples do not vary. */
  readonly explainedVarianceRatio: Float32Array;
}

/**
 * Exact principal components of samples of w: the directions of GANSpace (Härkönen et al., "GANSpace:
 * Discovering Interpretable GAN Controls", 2020, §2.1).
 *
 * `samples` [n, dim], n >= 2, 1 <= count <= dim. Throws RangeError naming the argument otherwise or when a
 * sample is not finite.
 */
export function principalComponents(
  samples: Float32Array,
  n: number,
  dim: number,
  count: number,
): PrincipalComponents {
  const accumulator = new CovarianceAccumulator(dim);
  accumulator.add(samples, n);
  return principalComponentsOf(accumulator, count);
}

/** As `principalComponents`, of samples that were added to `accumulator` in batches. */
export function principalComponentsOf(
  accumulator: CovarianceAccumulator,
  count: number,
): PrincipalComponents {
  const { dim } = accumulator;
  expectInteger(count, 'count', 1, dim);
  const covariance = accumulator.covariance();
  let total = 0;
  for (let i = 0; i < dim; i++) total += covariance[i * dim + i]!;
  const { values, vectors } = symmetricEigen(covariance, dim);
  const variances = values.subarray(0, count).map((value) => Math.max(0, value));
  return {
    mean: Float32Array.from(accumulator.mean()),
    components: Float32Array.from(vectors.subarray(0, count * dim)),
    standardDeviations: Float32Array.from(variances, Math.sqrt),
    explainedVarianceRatio: Float32Array.from(variances, (value) => (total > 0 ? value / total : 0)),
  };
}
