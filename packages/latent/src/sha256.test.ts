import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { randomState } from './random-state.js';
import { sha256Hex } from './sha256.js';

describe('sha256Hex', () => {
  it('L8: agrees with node:crypto for every length from 0 to 300 bytes', () => {
    const bytes = Uint8Array.from(randomState(1).random(300), (value) => value * 256);
    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length);
      expect(sha256Hex(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });

  it('L8: reads a view at any offset of a larger buffer', () => {
    const bytes = Uint8Array.from(randomState(2).random(400), (value) => value * 256);
    for (let offset = 0; offset < 70; offset++) {
      const part = bytes.subarray(offset, offset + 200);
      expect(sha256Hex(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });

  it('L8: agrees with node:crypto on a megabyte', () => {
    const bytes = Uint8Array.from({ length: 1_048_577 }, (_, i) => i * 31);
    expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('L8: refuses what is not bytes', () => {
    expect(() => sha256Hex('abc' as unknown as Uint8Array)).toThrow(TypeError);
  });
});
