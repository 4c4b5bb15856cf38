import { expectInteger, expectValues } from './expect.js';
import { LatentError } from './latent-error.js';

/** A vector that keeps less than this share of its length is, in float32, a combination of the earlier ones. */
const DEPENDENCE_TOLERANCE = 1e-5;

/**
 * Turns vectors into unit vectors at right angles to each other, the first keeping its direction and each later
 * one losing what the earlier ones already say (Gram-Schmidt, done twice so that rounding leaves no trace:
 * Giraud et al., "The loss of orthogonality in the Gram-Schmidt orthogonalization process", 2005).
 *
 * `vectors` [count, dim]; returns a new [count, dim]. Throws RangeError when a length or value is out of range,
 * LatentError `singular` when a vector is zero or a combination of earlier ones.
 */
export function gramSchmidt(vectors: Float32Array, count: number, dim: number): Float32Array {
  expectInteger(count, 'count', 1);
  expectInteger(dim, 'dim', 1);
  expectValues(vectors, 'vectors', count * dim);
  const basis: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const vector = Float64Array.from(vectors.subarray(i * dim, (i + 1) * dim));
    basis.push(unitRemainder(vector, basis, `vectors[${i}]`));
  }
  const orthonormal = new Float32Array(count * dim);
  for (const [i, vector] of basis.entries()) orthonormal.set(vector, i * dim);
  return orthonormal;
}

/**
 * The unit vector along what is left of `vector` once every one of `others` is removed: an attribute's direction
 * that leaves the other attributes alone (conditional manipulation of Shen et al., "Interpreting the Latent
 * Space of GANs", 2020, §2.2).
 *
 * `vector` [dim]; `others` [otherCount, dim] need be neither unit nor orthogonal, but independent. Errors as
 * `gramSchmidt`.
 */
export function orthogonalTo(vector: Float32Array, others: Float32Array, otherCount: number): Float32Array {
  const dim = vector.length;
  expectInteger(otherCount, 'otherCount', 0);
  expectValues(others, 'others', otherCount * dim);
  const all = new Float32Array((otherCount + 1) * dim);
  all.set(others);
  all.set(vector, otherCount * dim);
  return gramSchmidt(all, otherCount + 1, dim).slice(otherCount * dim);
}

function unitRemainder(vector: Float64Array, basis: readonly Float64Array[], name: string): Float64Array {
  const before = Math.sqrt(dot(vector, vector));
  for (let pass = 0; pass < 2; pass++) {
    for (const axis of basis) {
      const along = dot(vector, axis);
      for (let i = 0; i < vector.length; i++) vector[i]! -= along * axis[i]!;
    }
  }
  const after = Math.sqrt(dot(vector, vector));
  if (!(after > DEPENDENCE_TOLERANCE * before)) {
    throw new LatentError('singular', `${name}: zero, or a combination of the vectors before it`);
  }
  return vector.map((value) => value / after);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
