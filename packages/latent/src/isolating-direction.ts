import { solvePositiveDefinite } from './cholesky.js';
import { expectInteger, expectValues } from './expect.js';

/**
 * The unit vector along which one linear attribute of w grows while the others keep their value, at the least
 * unlikely change of w: it minimises vᵀ C⁻¹ v subject to weights · v = the row-th unit vector, so it is
 * C Wᵀ (W C Wᵀ)⁻¹ e (minimum-norm solution in the Mahalanobis metric; Luenberger, "Optimization by Vector Space
 * Methods", 1969, §3.10). Where C is the identity it is `orthogonalTo`.
 *
 * `weights` [count, dim], one attribute a row as `ridgeRegression` gives them; `covariance` [dim, dim] of w.
 * Throws RangeError naming the argument when a length or value is out of range, LatentError `singular` when an
 * attribute is a combination of the others or does not vary.
 */
export function isolatingDirection(
  weights: Float32Array,
  count: number,
  row: number,
  covariance: Float64Array,
): Float32Array {
  expectInteger(count, 'count', 1);
  expectInteger(row, 'row', 0, count - 1);
  const dim = Math.round(weights.length / count);
  expectInteger(dim, 'dim', 1);
  expectValues(weights, 'weights', count * dim);
  expectValues(covariance, 'covariance', dim * dim);

  const spread = productWithCovariance(weights, count, dim, covariance);
  const gram = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      for (let k = 0; k < dim; k++) gram[i * count + j]! += weights[i * dim + k]! * spread[j * dim + k]!;
    }
  }
  const shares = new Float64Array(count);
  shares[row] = 1;
  solvePositiveDefinite(gram, count, shares, 1);

  const vector = new Float64Array(dim);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dim; k++) vector[k]! += shares[i]! * spread[i * dim + k]!;
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(vector, (value) => value / length);
}

/** W C, [count, dim]. */
function productWithCovariance(
  weights: Float32Array,
  count: number,
  dim: number,
  covariance: Float64Array,
): Float64Array {
  const product = new Float64Array(count * dim);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dim; k++) {
      const weight = weights[i * dim + k]!;
      for (let j = 0; j < dim; j++) product[i * dim + j]! += weight * covariance[k * dim + j]!;
    }
  }
  return product;
}
