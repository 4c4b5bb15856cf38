import { describe, expect, it } from 'vitest';
import { LatentError } from './latent-error.js';
import { randomState } from './random-state.js';
import { ridgeRegression } from './ridge-regression.js';

const shape = { n: 80, dim: 7, targets: 3 };
const x = Float32Array.from(randomState(1).randn(shape.n * shape.dim), (value, i) => value + (i % 7));
const truth = Float32Array.from(randomState(2).randn(shape.targets * shape.dim));
const offsets = [4, -2, 0.5];

function observed(noise: number): Float32Array {
  const errors = randomState(3).randn(shape.n * shape.targets);
  return Float32Array.from(errors, (error, at) => {
    const [i, t] = [Math.floor(at / shape.targets), at % shape.targets];
    let sum = offsets[t]! + noise * error;
    for (let d = 0; d < shape.dim; d++) sum += truth[t * shape.dim + d]! * x[i * shape.dim + d]!;
    return sum;
  });
}

const loss = (weights: Float32Array, intercept: Float32Array, y: Float32Array, t: number, lambda: number) => {
  let sum = 0;
  for (let i = 0; i < shape.n; i++) {
    let predicted = intercept[t]!;
    for (let d = 0; d < shape.dim; d++) predicted += weights[t * shape.dim + d]! * x[i * shape.dim + d]!;
    sum += (y[i * shape.targets + t]! - predicted) ** 2;
  }
  for (let d = 0; d < shape.dim; d++) sum += lambda * weights[t * shape.dim + d]! ** 2;
  return sum;
};

describe('ridgeRegression', () => {
  it('L52: recovers a linear relation from noiseless samples', () => {
    const { weights, intercept, rSquared } = ridgeRegression(x, observed(0), shape, 0);
    for (const [i, value] of truth.entries()) expect(weights[i]).toBeCloseTo(value, 4);
    for (const [t, value] of offsets.entries()) expect(intercept[t]).toBeCloseTo(value, 4);
    for (const share of rSquared) expect(share).toBeCloseTo(1, 6);
  });

  it.each([0, 0.3, 10, 1e4])('L52: its gradient vanishes at the solution for lambda %d', (lambda) => {
    const y = observed(1);
    const { weights, intercept } = ridgeRegression(x, y, shape, lambda);
    for (let t = 0; t < shape.targets; t++) {
      const at = loss(weights, intercept, y, t, lambda);
      for (let d = 0; d < shape.dim; d++) {
        const step = 1e-2;
        const [up, down] = [weights.slice(), weights.slice()];
        up[t * shape.dim + d]! += step;
        down[t * shape.dim + d]! -= step;
        const slope = (loss(up, intercept, y, t, lambda) - loss(down, intercept, y, t, lambda)) / (2 * step);
        expect(Math.abs(slope)).toBeLessThan(1e-3 * Math.max(1, at));
      }
    }
  });

  it('L53: a larger lambda never lengthens the weights', () => {
    const lengths = [0, 1, 10, 100, 1e4, 1e7].map((lambda) => {
      const { weights } = ridgeRegression(x, observed(1), shape, lambda);
      return Array.from({ length: shape.targets }, (_, t) =>
        Math.hypot(...weights.subarray(t * 7, t * 7 + 7)),
      );
    });
    for (let i = 1; i < lengths.length; i++) {
      for (let t = 0; t < shape.targets; t++)
        expect(lengths[i]![t]!).toBeLessThanOrEqual(lengths[i - 1]![t]!);
    }
    expect(Math.max(...lengths.at(-1)!)).toBeLessThan(1e-3);
  });

  it('L54: refuses an undetermined regression unless it is given a penalty', () => {
    const flat = x.map((value, at) => (at % shape.dim === 3 ? x[at - 1]! : value));
    expect(() => ridgeRegression(flat, observed(0), shape, 0)).toThrow(LatentError);
    expect(() => ridgeRegression(flat, observed(0), shape, 1e-3)).not.toThrow();
  });

  it('L52: explains none of a target that does not vary, and names what is out of range', () => {
    const constant = new Float32Array(shape.n * shape.targets).fill(2);
    const { rSquared, intercept } = ridgeRegression(x, constant, shape, 1);
    expect(Array.from(rSquared)).toEqual([0, 0, 0]);
    expect(intercept[0]).toBeCloseTo(2, 6);
    expect(() => ridgeRegression(x, constant, shape, -1)).toThrow(/lambda/);
    expect(() => ridgeRegression(x, constant.subarray(1), shape, 0)).toThrow(/y: expected 240/);
  });
});
