import { describe, expect, it } from 'vitest';
import { gramSchmidt, orthogonalTo } from './gram-schmidt.js';
import { isolatingDirection } from './isolating-direction.js';
import { LatentError } from './latent-error.js';
import { randomState } from './random-state.js';

const dim = 16;
const normals = (seed: number, count: number) => Float32Array.from(randomState(seed).randn(count * dim));
const rowOf = (vectors: Float32Array, i: number) => vectors.subarray(i * dim, (i + 1) * dim);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

describe('gramSchmidt', () => {
  it('L55: makes an orthonormal basis of the same nested spans', () => {
    const vectors = normals(1, 6);
    const basis = gramSchmidt(vectors, 6, dim);
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j <= i; j++) {
        expect(dot(rowOf(basis, i), rowOf(basis, j))).toBeCloseTo(i === j ? 1 : 0, 6);
      }
      // What is left of a vector after its shares in the first i + 1 axes is nothing.
      const rest = Float64Array.from(rowOf(vectors, i));
      for (let j = 0; j <= i; j++) {
        const along = dot(rowOf(vectors, i), rowOf(basis, j));
        for (let d = 0; d < dim; d++) rest[d]! -= along * rowOf(basis, j)[d]!;
      }
      expect(Math.hypot(...rest)).toBeLessThan(1e-5);
      expect(dot(rowOf(vectors, i), rowOf(basis, i))).toBeGreaterThan(0);
    }
  });

  it('L55: stays orthogonal for vectors that are nearly parallel', () => {
    const base = normals(2, 1);
    const close = Float32Array.from([...base, ...base.map((value, i) => value + (i === 0 ? 1e-3 : 0))]);
    const basis = gramSchmidt(close, 2, dim);
    expect(Math.abs(dot(rowOf(basis, 0), rowOf(basis, 1)))).toBeLessThan(1e-6);
  });

  it('L55: refuses dependent vectors', () => {
    const two = normals(3, 2);
    const sum = rowOf(two, 0).map((value, i) => 2 * value - 3 * rowOf(two, 1)[i]!);
    expect(() => gramSchmidt(Float32Array.from([...two, ...sum]), 3, dim)).toThrow(LatentError);
    expect(() => gramSchmidt(new Float32Array(dim), 1, dim)).toThrow(/vectors\[0\]/);
  });
});

describe('orthogonalTo', () => {
  it('L56: leaves a unit vector at right angles to every one of the others', () => {
    const [vector, others] = [normals(4, 1), normals(5, 4)];
    const left = orthogonalTo(vector, others, 4);
    expect(Math.hypot(...left)).toBeCloseTo(1, 6);
    for (let i = 0; i < 4; i++) expect(Math.abs(dot(left, rowOf(others, i)))).toBeLessThan(1e-5);
    expect(dot(left, vector)).toBeGreaterThan(0);
  });
});

describe('isolatingDirection', () => {
  const weights = normals(6, 5);
  /** A Aᵀ of a random A: positive definite. */
  const root = randomState(7).randn(dim * dim);
  const covariance = Float64Array.from({ length: dim * dim }, (_, at) =>
    dot(
      root.subarray(Math.floor(at / dim) * dim).subarray(0, dim),
      root.subarray((at % dim) * dim).subarray(0, dim),
    ),
  );
  const identity = Float64Array.from({ length: dim * dim }, (_, at) => (at % (dim + 1) === 0 ? 1 : 0));
  /** vᵀ C⁻¹ v by solving C x = v with conjugate gradients. */
  const improbability = (v: ArrayLike<number>): number => {
    const x = new Float64Array(dim);
    const r = Float64Array.from(v);
    let p = r.slice();
    for (let step = 0; step < 200 && Math.hypot(...r) > 1e-12; step++) {
      const cp = r.map((_, i) => dot(covariance.subarray(i * dim, (i + 1) * dim), p));
      const rr = dot(r, r);
      const alpha = rr / dot(p, cp);
      for (let i = 0; i < dim; i++) {
        x[i]! += alpha * p[i]!;
        r[i]! -= alpha * cp[i]!;
      }
      const beta = dot(r, r) / rr;
      p = p.map((value, i) => r[i]! + beta * value);
    }
    return dot(v, x);
  };

  it('L57: moves its own attribute upwards and no other', () => {
    for (let row = 0; row < 5; row++) {
      const direction = isolatingDirection(weights, 5, row, covariance);
      expect(Math.hypot(...direction)).toBeCloseTo(1, 6);
      for (let other = 0; other < 5; other++) {
        const change = dot(rowOf(weights, other), direction);
        if (other === row) expect(change).toBeGreaterThan(0.01);
        else expect(Math.abs(change)).toBeLessThan(1e-5);
      }
    }
  });

  it('L57: is the least unlikely of all vectors that do so', () => {
    const direction = isolatingDirection(weights, 5, 2, covariance);
    const own = dot(rowOf(weights, 2), direction);
    const least = improbability(direction) / own ** 2;
    const basis = gramSchmidt(weights, 5, dim);
    for (let seed = 0; seed < 50; seed++) {
      // Any vector plus this one, less what would move an attribute, moves them as this one does.
      const change = Float64Array.from(rowOf(normals(50 + seed, 1), 0), (value) => 0.3 * value);
      for (let i = 0; i < 5; i++) {
        const along = dot(change, rowOf(basis, i));
        for (let d = 0; d < dim; d++) change[d]! -= along * rowOf(basis, i)[d]!;
      }
      const other = change.map((value, d) => value + direction[d]!);
      expect(improbability(other) / own ** 2).toBeGreaterThan(least);
    }
  });

  it('L57: is orthogonalTo where w varies alike in every direction', () => {
    const direction = isolatingDirection(weights, 5, 4, identity);
    const expected = orthogonalTo(rowOf(weights, 4), weights.slice(0, 4 * dim), 4);
    for (const [d, value] of expected.entries()) expect(direction[d]).toBeCloseTo(value, 5);
  });

  it('L57: refuses an attribute that is a combination of others, and names what is out of range', () => {
    const twice = Float32Array.from([...weights, ...rowOf(weights, 0)]);
    expect(() => isolatingDirection(twice, 6, 0, covariance)).toThrow(LatentError);
    expect(() => isolatingDirection(weights, 5, 5, covariance)).toThrow(/row/);
    expect(() => isolatingDirection(weights, 5, 0, covariance.subarray(1))).toThrow(/covariance/);
  });
});
