import { expectInteger, expectValues } from './expect.js';
import { symmetricEigen } from './symmetric-eigen.js';

export interface SefaDirections {
  /** [count, wDim]: unit vectors in w, mutually orthogonal, strongest first; the entry of largest magnitude is positive. */
  readonly directions: Float32Array;
  /** [count]: eigenvalues, the squared change of the layers' styles for one unit along the direction. */
  readonly strengths: Float32Array;
}

export interface SefaOptions {
  /** Scale every row of the weights to length 1 first, so that no style channel outweighs another. Default false. */
  readonly unitRows?: boolean;
}

/**
 * Directions that change the styles of the chosen layers most: the leading eigenvectors of AᵀA, where A stacks
 * the layers' affine weights (Shen & Zhou, "Closed-Form Factorization of Latent Semantics in GANs", 2021,
 * eq. 6 to 8).
 *
 * `affineWeights`: one [channels, wDim] array a layer, 1 <= count <= wDim. Throws RangeError naming the argument
 * when there is no layer, or a length or value is out of range.
 */
export function sefaDirections(
  affineWeights: readonly Float32Array[],
  wDim: number,
  count: number,
  { unitRows = false }: SefaOptions = {},
): SefaDirections {
  expectInteger(wDim, 'wDim', 1);
  expectInteger(count, 'count', 1, wDim);
  expectInteger(affineWeights.length, 'affineWeights.length', 1);
  const gram = new Float64Array(wDim * wDim);
  for (const [layer, weights] of affineWeights.entries()) {
    const channels = Math.max(1, Math.round(weights.length / wDim));
    expectValues(weights, `affineWeights[${layer}]`, channels * wDim);
    for (let channel = 0; channel < channels; channel++) {
      addOuterProduct(gram, weights.subarray(channel * wDim, (channel + 1) * wDim), unitRows);
    }
  }
  const { values, vectors } = symmetricEigen(gram, wDim);
  return {
    directions: Float32Array.from(vectors.subarray(0, count * wDim)),
    strengths: Float32Array.from(values.subarray(0, count), (value) => Math.max(0, value)),
  };
}

function addOuterProduct(gram: Float64Array, row: Float32Array, unitRows: boolean): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  if (squares === 0) return;
  const scale = unitRows ? 1 / squares : 1;
  for (let i = 0; i < row.length; i++) {
    const factor = scale * row[i]!;
    const start = i * row.length;
    for (let j = 0; j < row.length; j++) gram[start + j]! += factor * row[j]!;
  }
}
