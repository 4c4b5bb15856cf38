import { describe, expect, it } from 'vitest';
import { randomState } from './random-state.js';
import { isWPlusText, wPlusFromText, wPlusText } from './w-plus-text.js';

const wPlusOf = (seed: number, values: number) => Float32Array.from(randomState(seed).randn(values));

describe('wPlusText', () => {
  it('L61: is off by half a step of its layer at most, and reads back to the same text', () => {
    for (const [seed, numWs, wDim] of [
      [1, 10, 256],
      [2, 1, 1],
      [3, 18, 512],
      [4, 7, 5],
      [5, 3, 2],
    ] as const) {
      const shape = { numWs, wDim };
      const wPlus = wPlusOf(seed, numWs * wDim);
      const text = wPlusText(wPlus, shape);
      const read = wPlusFromText(text, shape);
      for (let layer = 0; layer < numWs; layer++) {
        const values = wPlus.slice(layer * wDim, (layer + 1) * wDim);
        const step = Math.max(...values.map(Math.abs)) / 127;
        for (const [i, value] of values.entries()) {
          expect(Math.abs(read[layer * wDim + i]! - value)).toBeLessThanOrEqual(step * 0.5001);
        }
      }
      expect(wPlusText(read, shape)).toBe(text);
      expect(isWPlusText(text)).toBe(true);
      expect(text).toBe(Buffer.from(text, 'base64url').toString('base64url'));
    }
  });

  it('L61: holds layers of zeros, and each layer at a scale of its own', () => {
    const shape = { numWs: 3, wDim: 2 };
    const wPlus = Float32Array.of(0, 0, 127, -127, 1e-3, -1e-3);
    expect(Array.from(wPlusFromText(wPlusText(wPlus, shape), shape))).toEqual([
      0,
      0,
      127,
      -127,
      Math.fround(Math.fround(1e-3 / 127) * 127),
      -Math.fround(Math.fround(1e-3 / 127) * 127),
    ]);
  });

  it('L61: refuses another shape, text that is not its own, and scales that mean nothing', () => {
    const shape = { numWs: 2, wDim: 3 };
    const text = wPlusText(wPlusOf(1, 6), shape);
    expect(() => wPlusFromText(text, { numWs: 2, wDim: 4 })).toThrow(
      /expected 16 bytes for \[2, 4\], got 14/,
    );
    for (const wrong of [
      `${text}=`,
      `${text} `,
      `${text.slice(0, -1)}+`,
      text.slice(0, -2),
      `${text}AB`,
      '€',
    ]) {
      expect(() => wPlusFromText(wrong, shape), wrong).toThrow(RangeError);
    }
    // Two characters that stand for one byte have four bits to spare: only zeros are canonical.
    expect([isWPlusText('AA'), isWPlusText('AB'), isWPlusText('A'), isWPlusText('')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    for (const scale of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e30]) {
      const bytes = Buffer.from(text, 'base64url');
      bytes.writeFloatLE(scale, 0);
      expect(() => wPlusFromText(bytes.toString('base64url'), shape)).toThrow(/layer 0 has the scale/);
    }
    expect(() => wPlusText(Float32Array.of(1, Number.NaN), { numWs: 1, wDim: 2 })).toThrow(RangeError);
  });
});
