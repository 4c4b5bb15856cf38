import { describe, expect, it } from 'vitest';
import { LatentError } from './latent-error.js';
import { randomState } from './random-state.js';
import { symmetricEigen } from './symmetric-eigen.js';

function symmetric(seed: number, n: number): Float64Array {
  const values = randomState(seed).randn(n * n);
  return values.map((_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return values[i * n + j]! + values[j * n + i]!;
  });
}

/** Q diag(values) Qᵀ for a random orthogonal Q. */
function withEigenvalues(seed: number, values: readonly number[]): Float64Array {
  const n = values.length;
  const { vectors } = symmetricEigen(symmetric(seed, n), n);
  const made = new Float64Array(n * n);
  for (const [k, value] of values.entries()) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        made[i * n + j]! += value * vectors[k * n + i]! * vectors[k * n + j]!;
        made[j * n + i] = made[i * n + j]!;
      }
    }
  }
  return made;
}

/** Largest entries of A v - lambda v, and of V Vᵀ - 1. */
function residuals(matrix: Float64Array, n: number): { equation: number; orthogonality: number } {
  const { values, vectors } = symmetricEigen(matrix, n);
  let [equation, orthogonality] = [0, 0];
  for (let k = 0; k < n; k++) {
    const v = vectors.subarray(k * n, (k + 1) * n);
    for (let i = 0; i < n; i++) {
      let product = 0;
      let dot = 0;
      for (let j = 0; j < n; j++) {
        product += matrix[i * n + j]! * v[j]!;
        dot += vectors[i * n + j]! * v[j]!;
      }
      equation = Math.max(equation, Math.abs(product - values[k]! * v[i]!));
      orthogonality = Math.max(orthogonality, Math.abs(dot - (i === k ? 1 : 0)));
    }
  }
  return { equation, orthogonality };
}

describe('symmetricEigen', () => {
  it.each([1, 2, 3, 5, 16, 61])('L40: decomposes a random matrix of %i rows to rounding', (n) => {
    for (let seed = 0; seed < 5; seed++) {
      const { equation, orthogonality } = residuals(symmetric(seed, n), n);
      expect(equation).toBeLessThan(1e-12 * n);
      expect(orthogonality).toBeLessThan(1e-13 * n);
    }
  });

  it.each([
    ['repeated', [4, 4, 4, 1, 1, -2]],
    ['zero', [3, 0, 0, 0, 0]],
    ['all zero', [0, 0, 0]],
    ['clustered', [1 + 2e-9, 1 + 1e-9, 1, 1 - 1e-9, -1]],
    ['of many magnitudes', [1e12, 1, 1e-3, 1e-9, -1e6]],
  ] as const)('L40: finds %s values, largest first', (_, wanted) => {
    const n = wanted.length;
    const matrix = withEigenvalues(3, wanted);
    const { values } = symmetricEigen(matrix, n);
    const largest = Math.max(1, ...wanted.map(Math.abs));
    const sorted = [...wanted].sort((a, b) => b - a);
    for (const [k, value] of values.entries()) {
      expect(Math.abs(value - sorted[k]!)).toBeLessThan(1e-13 * n * largest);
      if (k > 0) expect(value).toBeLessThanOrEqual(values[k - 1]!);
    }
    const { equation, orthogonality } = residuals(matrix, n);
    expect(equation).toBeLessThan(1e-13 * n * largest);
    expect(orthogonality).toBeLessThan(1e-13 * n);
  });

  it('L40: makes the entry of largest magnitude of each vector positive', () => {
    const { vectors } = symmetricEigen(symmetric(8, 20), 20);
    for (let k = 0; k < 20; k++) {
      const v = Array.from(vectors.subarray(20 * k, 20 * k + 20));
      expect(Math.max(...v)).toBe(Math.max(...v.map(Math.abs)));
    }
  });

  it('L44: decomposes 512 rows exactly', { timeout: 120_000 }, () => {
    const { equation, orthogonality } = residuals(symmetric(512, 512), 512);
    expect(equation).toBeLessThan(1e-10);
    expect(orthogonality).toBeLessThan(1e-12);
  });

  it('L40: refuses what is not symmetric, not finite or not square, and says where', () => {
    expect(() => symmetricEigen(Float64Array.of(1, 2, 3, 4), 2)).toThrow(/\(1, 0\) differs by 1/);
    expect(() => symmetricEigen(Float64Array.of(1, Number.NaN, 0, 1), 2)).toThrow(RangeError);
    expect(() => symmetricEigen(new Float64Array(5), 2)).toThrow(/matrix: expected 4 values/);
    const huge = new Float64Array(9).fill(1.7e308);
    expect(() => symmetricEigen(huge, 3)).toThrow(LatentError);
  });
});
