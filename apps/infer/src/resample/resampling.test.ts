import { describe, expect, it } from 'vitest';
import { resampling } from './resampling.js';

const line = (sourcePx: number) => ({ sourcePx, start: 0, end: sourcePx });

describe('resampling', () => {
  it.each([
    [64, 224],
    [224, 64],
    [7, 7],
    [1, 5],
    [5, 1],
  ])('weighs pixels of the source, 1 in all: %i to %i', (from, to) => {
    for (const kernel of ['cubic', 'linear', 'lanczos'] as const) {
      const lines = resampling(line(from), to, kernel);
      expect(lines).toHaveLength(to);
      for (const { first, weights } of lines) {
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first + weights.length).toBeLessThanOrEqual(from);
        expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
      }
    }
  });

  it('has the weights of the cubic kernel with a = -0.5 halfway between two pixels', () => {
    const { first, weights } = resampling(line(10), 20, 'cubic')[9]!;
    expect(first).toBe(3);
    // A quarter of a pixel off the centre of pixel 4.
    const expected = [-0.0703125, 0.8671875, 0.2265625, -0.0234375];
    for (const [at, value] of expected.entries()) expect(weights[at]).toBeCloseTo(value, 6);
  });

  it('refuses sizes that are none', () => {
    expect(() => resampling(line(0), 4, 'cubic')).toThrow(RangeError);
    expect(() => resampling(line(4), 1.5, 'linear')).toThrow(RangeError);
  });
});
