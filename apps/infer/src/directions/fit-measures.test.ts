import { randomState } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { measureNames } from '../measure/picture-measures.js';
import { fitMeasures } from './fit-measures.js';
import type { SampledGarments } from './probe.js';

const wDim = 8;
const n = 600;
const measures = measureNames.length;

/** Garments of three categories whose w lie far apart along the first axis. */
const categories = Array.from({ length: n }, (_, i) => i % 3);
const normal = randomState(1).randn(n * wDim);
const w = Float32Array.from(normal, (value, at) => {
  return value + (at % wDim === 0 ? 6 * categories[Math.floor(at / wDim)]! : 0);
});
const garments: SampledGarments = { w, categories };

/** Measure k follows axis k of w (from the second on), and its category by far more. */
const rows = Array.from({ length: n }, (_, i) =>
  Float64Array.from({ length: measures }, (_, k) => {
    const axis = 1 + (k % (wDim - 1));
    return (k + 1) * w[i * wDim + axis]! + 100 * categories[i]!;
  }),
);

describe('fitMeasures', () => {
  const fit = fitMeasures(garments, rows);

  it('finds the axis that moves a measure, in standard deviations, and not the category', () => {
    for (let k = 0; k < measures; k++) {
      const weights = fit.weights.subarray(k * wDim, (k + 1) * wDim);
      const axis = 1 + (k % (wDim - 1));
      const deviation = fit.standardDeviations[k]!;
      expect(Math.abs(deviation / (k + 1) - 1)).toBeLessThan(0.15);
      for (const [d, weight] of weights.entries()) {
        expect((weight * deviation) / (k + 1)).toBeCloseTo(d === axis ? 1 : 0, 1);
      }
      expect(fit.heldOutRSquared[k]).toBeGreaterThan(0.99);
    }
  });

  it('takes the covariance within a category', () => {
    for (let d = 0; d < wDim; d++) expect(fit.covariance[d * wDim + d]).toBeCloseTo(1, 0);
  });

  it('explains nothing of noise, and prefers the penalty that admits it', () => {
    const noise = randomState(2).randn(n * measures);
    const noisy = rows.map((_, i) => noise.slice(i * measures, (i + 1) * measures));
    for (const share of fitMeasures(garments, noisy).heldOutRSquared) {
      expect(share).toBeGreaterThan(-0.1);
      expect(share).toBeLessThan(0.1);
    }
  });

  it('leaves out pictures without a garment, and a measure that does not vary', () => {
    const some = rows.map((row, i) =>
      i % 4 === 0 ? row.map(() => Number.NaN) : row.map((v, k) => (k === 2 ? 7 : v)),
    );
    const { pictures, standardDeviations, weights } = fitMeasures(garments, some);
    expect(pictures).toBe(450);
    expect(standardDeviations[2]).toBe(0);
    expect(Math.max(...weights.subarray(2 * wDim, 3 * wDim).map(Math.abs))).toBeLessThan(1e-6);
    expect(standardDeviations[3]).toBeGreaterThan(1);
  });

  it('needs ten garments', () => {
    const none = rows.map((row) => row.map(() => Number.NaN));
    expect(() => fitMeasures(garments, none)).toThrow(/at least 10 garments, got 0/);
  });
});
