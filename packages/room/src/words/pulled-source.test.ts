import { wPlusFromText, wPlusText } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { pulledSource } from './pulled-source.js';

const shape = { numWs: 2, wDim: 3 };
const base = wPlusText(Float32Array.from([1, 2, 3, 4, 5, 6]), shape);
const step = wPlusText(Float32Array.from([0.5, 0, -0.5, 0.5, 0, -0.5]), shape);
const seed = (one: number, category: number) => ({ kind: 'seed', seed: one, category }) as const;
const design = { a: seed(1, 4), b: seed(2, 5), structure: 0, style: 0.3 };

describe('a design that words pull at', () => {
  it('R64: is a latent of its own, so far along the direction', () => {
    const pulled = pulledSource(design, { base, step }, 2, shape);
    expect(pulled).toMatchObject({ kind: 'latent', photo: null, category: 4, seed: 1 });
    const expected = [2, 2, 2, 5, 5, 5];
    for (const [i, value] of wPlusFromText(pulled.wPlus, shape).entries())
      expect(value).toBeCloseTo(expected[i]!, 1);
    expect(pulledSource(design, { base, step }, 0, shape).wPlus).toBe(base);
  });

  it('R64: stands for what the design mostly is', () => {
    expect(pulledSource({ ...design, structure: 1, style: 1 }, { base, step }, 1, shape)).toMatchObject({
      category: 5,
      seed: 2,
    });
  });

  it('R64: refuses texts of another shape', () => {
    expect(() => pulledSource(design, { base, step }, 1, { numWs: 3, wDim: 3 })).toThrow(RangeError);
  });
});
