import { expectInteger, expectValues } from './expect.js';

/** Rows added to the sums together: each pass over the matrix then serves four samples. */
const ROWS_AT_ONCE = 4;

/**
 * Mean and covariance of samples that arrive in batches and need not fit in memory, in double precision.
 * Sums are taken around the first sample, so that a mean far from zero costs no digits (Chan, Golub &
 * LeVeque, "Algorithms for Computing the Sample Variance", 1983, shifted data).
 */
export class CovarianceAccumulator {
  readonly dim: number;
  readonly #origin: Float64Array;
  readonly #sum: Float64Array;
  readonly #products: Float64Array;
  #count = 0;

  /** `dim`: values per sample. Throws RangeError unless it is an integer >= 1. */
  constructor(dim: number) {
    expectInteger(dim, 'dim', 1);
    this.dim = dim;
    this.#origin = new Float64Array(dim);
    this.#sum = new Float64Array(dim);
    this.#products = new Float64Array(dim * dim);
  }

  /** Samples added so far. */
  get count(): number {
    return this.#count;
  }

  /** Adds `n` samples [n, dim]. Throws RangeError when `samples` does not hold n * dim finite values. */
  add(samples: Float32Array, n: number): void {
    const { dim } = this;
    expectInteger(n, 'n', 0);
    expectValues(samples, 'samples', n * dim);
    if (this.#count === 0 && n > 0) this.#origin.set(samples.subarray(0, dim));
    const rows = Array.from({ length: ROWS_AT_ONCE }, () => new Float64Array(dim));
    for (let first = 0; first < n; first += ROWS_AT_ONCE) {
      for (const [offset, row] of rows.entries()) {
        if (first + offset < n) this.#centre(samples, first + offset, row);
        else row.fill(0);
      }
      this.#addProducts(rows[0]!, rows[1]!, rows[2]!, rows[3]!);
    }
    this.#count += n;
  }

  /** Mean of the samples [dim]. Throws RangeError before the first sample. */
  mean(): Float64Array {
    if (this.#count < 1) throw new RangeError('samples: expected at least 1, got 0');
    return this.#origin.map((value, i) => value + this.#sum[i]! / this.#count);
  }

  /** Unbiased covariance [dim, dim] (divided by count - 1). Throws RangeError with fewer than two samples. */
  covariance(): Float64Array {
    const { dim } = this;
    if (this.#count < 2) throw new RangeError(`samples: expected at least 2, got ${this.#count}`);
    const covariance = new Float64Array(dim * dim);
    for (let i = 0; i < dim; i++) {
      for (let j = 0; j <= i; j++) {
        const product = this.#products[i * dim + j]! - (this.#sum[i]! * this.#sum[j]!) / this.#count;
        covariance[i * dim + j] = product / (this.#count - 1);
        covariance[j * dim + i] = covariance[i * dim + j]!;
      }
    }
    return covariance;
  }

  #centre(samples: Float32Array, sample: number, row: Float64Array): void {
    const start = sample * this.dim;
    for (let i = 0; i < row.length; i++) {
      row[i] = samples[start + i]! - this.#origin[i]!;
      this.#sum[i]! += row[i]!;
    }
  }

  #addProducts(p: Float64Array, q: Float64Array, r: Float64Array, s: Float64Array): void {
    const products = this.#products;
    for (let i = 0; i < this.dim; i++) {
      const start = i * this.dim;
      const pi = p[i]!;
      const qi = q[i]!;
      const ri = r[i]!;
      const si = s[i]!;
      for (let j = 0; j <= i; j++) {
        products[start + j]! += pi * p[j]! + qi * q[j]! + ri * r[j]! + si * s[j]!;
      }
    }
  }
}

/**
 * Standard deviation along a unit vector, sqrt(vᵀ C v): the sigma of a direction that PCA did not make.
 * `covariance` [dim, dim], `unitVector` [dim]. Throws RangeError when a length or value is out of range.
 */
export function standardDeviationAlong(covariance: Float64Array, unitVector: Float32Array): number {
  const dim = unitVector.length;
  expectValues(unitVector, 'unitVector', dim);
  expectValues(covariance, 'covariance', dim * dim);
  let variance = 0;
  for (let i = 0; i < dim; i++) {
    let dot = 0;
    for (let j = 0; j < dim; j++) dot += covariance[i * dim + j]! * unitVector[j]!;
    variance += dot * unitVector[i]!;
  }
  return Math.sqrt(Math.max(0, variance));
}
