import { describe, expect, it } from 'vitest';
import { likenessWords } from './likeness-words.js';

const likeness = (psnrDb: number, shape: number | null, colourDistance: number | null) =>
  likenessWords({ psnrDb, ssim: 0.8, shape, colourDistance });

describe('likenessWords', () => {
  it('says it in words and in numbers', () => {
    expect(likeness(27.6, 0.961, 2.3)).toBe('Very close: 28 dB, outline 96% the same, colour off by ΔE 2');
    expect(likeness(22.4, 0.9, 4.2)).toBe('Close: 22 dB, outline 90% the same, colour off by ΔE 4');
    expect(likeness(11, null, null)).toBe('Only loosely alike: 11 dB');
  });

  it('is no better than the worst that was measured', () => {
    expect(likeness(25, 0.46, 4)).toMatch(/^Only loosely alike/);
    expect(likeness(25, 0.95, 12)).toMatch(/^Roughly alike/);
    expect(likeness(16, 0.95, 4)).toMatch(/^Roughly alike/);
  });
});
