import { describe, expect, it } from 'vitest';
import { halfToNumber } from '../checkpoint/element-type.js';
import { halfBits, MAX_HALF, toHalfFloats } from './half-float.js';

describe('half precision', () => {
  it('keeps every finite half as it is', () => {
    for (let bits = 0; bits < 0x1_0000; bits++) {
      const value = halfToNumber(bits);
      if (Number.isFinite(value)) expect(halfBits(value)).toBe(bits);
    }
  });

  it.each([
    ['a third', 1 / 3, 0x3555],
    ['a tie to the even side below', 1 + 2 ** -11, 0x3c00],
    ['a tie to the even side above', 1 + 3 * 2 ** -11, 0x3c02],
    ['more than a tie', 1 + 2 ** -11 + 2 ** -20, 0x3c01],
    ['a tie of subnormals', 1.5 * 2 ** -24, 0x0002],
    ['less than half the smallest', 2 ** -26, 0x0000],
    ['the largest', MAX_HALF, 0x7bff],
    ['just under the rounding to infinity', 65519, 0x7bff],
    ['the rounding to infinity', 65520, 0x7c00],
    ['minus infinity', -Infinity, 0xfc00],
    ['not a number', Number.NaN, 0x7e00],
  ])('rounds %s', (_what, value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });

  it('is within 2^-11 of every normal value', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 10 ** ((i % 7) - 3));
    const halves = toHalfFloats(values);
    for (const [i, value] of values.entries()) {
      const error = Math.abs(halfToNumber(halves[i]!) - value);
      expect(error).toBeLessThanOrEqual(Math.abs(value) * 2 ** -11 + 2 ** -25);
    }
  });
});
