import { describe, expect, it } from 'vitest';
import { averaged, likeness, meanLikeness } from './likeness.js';

const side = 16;
const picture = (value: (i: number) => number): Uint8Array =>
  Uint8Array.from({ length: 3 * side * side }, (_, i) => value(i));
const wave = picture((i) => 128 + 60 * Math.sin(i / 11));

describe('likeness', () => {
  it('is perfect for equal pictures', () => {
    expect(likeness(wave, wave, side)).toEqual({
      psnrDb: Number.POSITIVE_INFINITY,
      ssim: expect.closeTo(1, 9),
    });
  });

  it('is 20 log10(255 / d) dB where every byte is off by d', () => {
    const off = wave.map((value) => value + 5);
    expect(likeness(wave, off, side).psnrDb).toBeCloseTo(20 * Math.log10(255 / 5), 6);
  });

  it('is the formula of the paper for flat pictures: (2ab + C1) / (a² + b² + C1)', () => {
    const { ssim } = likeness(
      picture(() => 100),
      picture(() => 200),
      side,
    );
    const c1 = 2.55 ** 2;
    expect(ssim).toBeCloseTo((2 * 100 * 200 + c1) / (100 ** 2 + 200 ** 2 + c1), 6);
  });

  it('falls below zero for a picture turned inside out', () => {
    const negative = wave.map((value) => 255 - value);
    expect(likeness(wave, negative, side).ssim).toBeLessThan(0);
  });

  it('compares only pictures of one size', () => {
    expect(() => likeness(wave, wave.subarray(3), side)).toThrow(RangeError);
    expect(() => likeness(new Uint8Array(48), new Uint8Array(48), 4)).toThrow(RangeError);
  });

  it('averages several', () => {
    const [a, b] = [
      { psnrDb: 20, ssim: 0.8 },
      { psnrDb: 30, ssim: 0.9 },
    ];
    expect(meanLikeness([a, b])).toEqual({ psnrDb: 25, ssim: expect.closeTo(0.85, 9) });
  });
});

describe('averaged', () => {
  it('makes one pixel of each square, channel by channel', () => {
    // Two by two pixels: reds 0, 10, 20, 30, greens 4, no blue.
    const rgb = Uint8Array.of(0, 4, 0, 10, 4, 0, 20, 4, 0, 30, 4, 0);
    expect([...averaged(rgb, 2, 1)]).toEqual([15, 4, 0]);
    expect([...averaged(rgb, 2, 2)]).toEqual([...rgb]);
    expect(() => averaged(rgb, 2, 3)).toThrow(RangeError);
  });
});
