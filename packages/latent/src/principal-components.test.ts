import { describe, expect, it } from 'vitest';
import { CovarianceAccumulator, standardDeviationAlong } from './covariance.js';
import { gramSchmidt } from './gram-schmidt.js';
import { principalComponents, principalComponentsOf } from './principal-components.js';
import { randomState } from './random-state.js';

const dim = 6;
const n = 4_000;
const deviations = [5, 3, 2, 1, 0.5, 0.1];
const axes = gramSchmidt(Float32Array.from(randomState(4).randn(dim * dim)), dim, dim);
const centre = Array.from(randomState(5).randn(dim), (value) => 10 * value);

/** Samples with these deviations along these axes around this centre, exactly so in the mean. */
function samples(): Float32Array {
  const normal = randomState(6).randn((n / 2) * dim);
  const made = new Float32Array(n * dim);
  for (let i = 0; i < n; i++) {
    // Every sample also with its sign turned, so that the centre is exact.
    const sign = i % 2 === 0 ? 1 : -1;
    for (let k = 0; k < dim; k++) {
      const along = sign * deviations[k]! * normal[(i >> 1) * dim + k]!;
      for (let d = 0; d < dim; d++) made[i * dim + d]! += along * axes[k * dim + d]!;
    }
    for (let d = 0; d < dim; d++) made[i * dim + d]! += centre[d]!;
  }
  return made;
}

describe('the covariance accumulator', () => {
  it('L41: gives the same result however the samples are split into batches', () => {
    const all = samples();
    const whole = new CovarianceAccumulator(dim);
    whole.add(all, n);
    const parts = new CovarianceAccumulator(dim);
    for (let first = 0, size = 1; first < n; first += size, size = (size * 7 + 3) % 251) {
      const count = Math.min(size, n - first);
      parts.add(all.subarray(first * dim, (first + count) * dim), count);
    }
    expect(parts.count).toBe(n);
    const [a, b] = [whole.covariance(), parts.covariance()];
    for (const [i, value] of a.entries()) expect(b[i]).toBeCloseTo(value, 10);
    for (const [i, value] of whole.mean().entries()) expect(parts.mean()[i]).toBeCloseTo(value, 10);
  });

  it('L41: loses no digits to a mean far from zero', () => {
    const near = Float32Array.from(randomState(1).randn(600), (value) => Math.round(16 * value));
    const far = near.map((value) => value + 2 ** 22);
    const [a, b] = [near, far].map((values) => {
      const sums = new CovarianceAccumulator(3);
      sums.add(values, 200);
      return sums.covariance();
    });
    for (const [i, value] of a!.entries()) expect(b![i]).toBeCloseTo(value, 9);
  });

  it('L41: refuses what it cannot use', () => {
    const sums = new CovarianceAccumulator(2);
    expect(() => sums.mean()).toThrow(/at least 1/);
    sums.add(Float32Array.of(1, 2), 1);
    expect(() => sums.covariance()).toThrow(/at least 2/);
    expect(() => sums.add(Float32Array.of(1, 2, 3), 2)).toThrow(/samples: expected 4/);
    expect(() => sums.add(Float32Array.of(1, Number.NaN), 1)).toThrow(/samples\[1\]/);
  });
});

describe('principal components', () => {
  const found = principalComponents(samples(), n, dim, dim);

  it('L42: finds the axes and deviations that the samples were made from', () => {
    for (let k = 0; k < dim; k++) {
      const axis = axes.subarray(k * dim, (k + 1) * dim);
      const component = found.components.subarray(k * dim, (k + 1) * dim);
      const cosine = axis.reduce((sum, value, d) => sum + value * component[d]!, 0);
      expect(Math.abs(cosine)).toBeGreaterThan(0.999);
      expect(found.standardDeviations[k]! / deviations[k]!).toBeCloseTo(1, 1);
      expect(found.mean[k]).toBeCloseTo(centre[k]!, 4);
    }
  });

  it('L42: explains all of the variance with all components, and less with fewer', () => {
    const sum = (ratios: Float32Array) => ratios.reduce((total, ratio) => total + ratio, 0);
    expect(sum(found.explainedVarianceRatio)).toBeCloseTo(1, 6);
    const two = principalComponents(samples(), n, dim, 2);
    expect(two.components).toEqual(found.components.slice(0, 2 * dim));
    expect(sum(two.explainedVarianceRatio)).toBeLessThan(0.97);
  });

  it('L43: projections of the samples on a component have its deviation', () => {
    const sums = new CovarianceAccumulator(dim);
    sums.add(samples(), n);
    const covariance = sums.covariance();
    for (let k = 0; k < dim; k++) {
      const component = found.components.subarray(k * dim, (k + 1) * dim);
      const along = new CovarianceAccumulator(1);
      const all = samples();
      const projected = Float32Array.from({ length: n }, (_, i) =>
        component.reduce((total, value, d) => total + value * (all[i * dim + d]! - centre[d]!), 0),
      );
      along.add(projected, n);
      expect(Math.sqrt(along.covariance()[0]!) / found.standardDeviations[k]!).toBeCloseTo(1, 4);
      expect(standardDeviationAlong(covariance, component) / found.standardDeviations[k]!).toBeCloseTo(1, 4);
    }
  });

  it('L42: has ratios of zero where nothing varies', () => {
    const same = new CovarianceAccumulator(2);
    same.add(Float32Array.of(3, 4, 3, 4, 3, 4), 3);
    const { standardDeviations, explainedVarianceRatio } = principalComponentsOf(same, 2);
    expect([...standardDeviations, ...explainedVarianceRatio]).toEqual([0, 0, 0, 0]);
  });
});
