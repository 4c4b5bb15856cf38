import { solvePositiveDefinite } from './cholesky.js';
import { CovarianceAccumulator } from './covariance.js';
import { expectInteger, expectNumber, expectValues } from './expect.js';

export interface RidgeShape {
  /** Number of samples, at least 2. */
  readonly n: number;
  /** Values per sample. */
  readonly dim: number;
  /** Predicted values per sample. */
  readonly targets: number;
}

export interface RidgeFit {
  /** [targets, dim]: row t predicts target t as row · x + intercept[t]; scaled to length 1 it is a direction. */
  readonly weights: Float32Array;
  /** [targets] */
  readonly intercept: Float32Array;
  /** [targets]: share of each target's variance explained on these samples; 0 for a target that does not vary. */
  readonly rSquared: Float32Array;
}

/**
 * Linear regression with an L2 penalty: minimises the sum over samples of |y - W x - b|² plus lambda |W|², the
 * intercept b free (Hoerl & Kennard, "Ridge Regression", 1970). In w it finds the direction along which a
 * measured attribute grows.
 *
 * `x` [n, dim], `y` [n, targets], lambda >= 0. Throws RangeError naming the argument when a length or value is
 * out of range, LatentError `singular` when lambda is 0 (or negligible) and the samples do not span their space.
 */
export function ridgeRegression(
  x: Float32Array,
  y: Float32Array,
  shape: RidgeShape,
  lambda: number,
): RidgeFit {
  const { n, dim, targets } = shape;
  expectInteger(n, 'n', 2);
  expectInteger(dim, 'dim', 1);
  expectInteger(targets, 'targets', 1);
  expectNumber(lambda, 'lambda', 0);
  expectValues(x, 'x', n * dim);
  expectValues(y, 'y', n * targets);

  // The joint covariance of (x, y) holds everything the normal equations need, already centred.
  const joint = new CovarianceAccumulator(dim + targets);
  joint.add(sideBySide(x, y, shape), n);
  const size = dim + targets;
  const covariance = joint.covariance();
  const system = new Float64Array(dim * dim);
  const solution = new Float64Array(dim * targets);
  for (let i = 0; i < dim; i++) {
    system.set(covariance.subarray(i * size, i * size + dim), i * dim);
    system[i * dim + i]! += lambda / (n - 1);
    solution.set(covariance.subarray(i * size + dim, (i + 1) * size), i * targets);
  }
  solvePositiveDefinite(system, dim, solution, targets);
  return fitFrom(solution, joint.mean(), covariance, shape);
}

function sideBySide(x: Float32Array, y: Float32Array, { n, dim, targets }: RidgeShape): Float32Array {
  const size = dim + targets;
  const rows = new Float32Array(n * size);
  for (let i = 0; i < n; i++) {
    rows.set(x.subarray(i * dim, (i + 1) * dim), i * size);
    rows.set(y.subarray(i * targets, (i + 1) * targets), i * size + dim);
  }
  return rows;
}

function fitFrom(
  solution: Float64Array,
  mean: Float64Array,
  covariance: Float64Array,
  { dim, targets }: RidgeShape,
): RidgeFit {
  const size = dim + targets;
  const weights = new Float32Array(targets * dim);
  const intercept = new Float32Array(targets);
  const rSquared = new Float32Array(targets);
  for (let t = 0; t < targets; t++) {
    let atMean = 0;
    let explainedTwice = 0;
    let predicted = 0;
    for (let i = 0; i < dim; i++) {
      const weight = solution[i * targets + t]!;
      weights[t * dim + i] = weight;
      atMean += weight * mean[i]!;
      explainedTwice += 2 * weight * covariance[i * size + dim + t]!;
      let along = 0;
      for (let j = 0; j < dim; j++) along += covariance[i * size + j]! * solution[j * targets + t]!;
      predicted += weight * along;
    }
    const variance = covariance[(dim + t) * size + dim + t]!;
    intercept[t] = mean[dim + t]! - atMean;
    rSquared[t] = variance > 0 ? (explainedTwice - predicted) / variance : 0;
  }
  return { weights, intercept, rSquared };
}
