import { describe, expect, it } from 'vitest';
import { bytesOf, type Raster, resampled, wholeOf } from './resample.js';

const raster = (widthPx: number, heightPx: number, value: (x: number, y: number) => number): Raster => ({
  values: Float32Array.from({ length: widthPx * heightPx }, (_, i) =>
    value(i % widthPx, Math.floor(i / widthPx)),
  ),
  widthPx,
  heightPx,
  channels: 1,
});

describe('resampled', () => {
  it('leaves a picture at its own size as it is', () => {
    const picture = raster(7, 5, (x, y) => 30 * x + y);
    for (const kernel of ['linear', 'lanczos'] as const) {
      const same = resampled(picture, wholeOf(picture), picture, { kernel, surround: 0 });
      expect(same).toMatchObject({ widthPx: 7, heightPx: 5, channels: 1 });
      for (const [i, value] of same.values.entries()) expect(value).toBeCloseTo(picture.values[i]!, 3);
    }
  });

  it('shrinks to means: a kernel as wide as the step leaves no sample out', () => {
    const stripes = raster(32, 32, (x) => (x % 2 === 0 ? 255 : 0));
    const size = { widthPx: 4, heightPx: 4 };
    const grey = resampled(stripes, wholeOf(stripes), size, { kernel: 'linear', surround: null });
    for (const value of grey.values) expect(value).toBeCloseTo(127.5, -1);
  });

  it('shows the surround where a box reaches past the picture, and never darkens the edge where told to leave it out', () => {
    const flat = raster(4, 4, () => 100);
    const box = { left: -4, top: 0, right: 4, bottom: 4 };
    const size = { widthPx: 8, heightPx: 4 };
    const [outside, , , , , inside] = resampled(flat, box, size, { kernel: 'linear', surround: 255 }).values;
    expect(outside).toBeCloseTo(255, 3);
    expect(inside).toBeCloseTo(100, 3);
    const half = { widthPx: 2, heightPx: 2 };
    const kept = resampled(flat, wholeOf(flat), half, { kernel: 'lanczos', surround: null });
    for (const value of kept.values) expect(value).toBeCloseTo(100, 3);
  });

  it('keeps a ramp a ramp when it grows', () => {
    const ramp = raster(8, 1, (x) => 10 * x);
    const size = { widthPx: 16, heightPx: 1 };
    const grown = resampled(ramp, wholeOf(ramp), size, { kernel: 'linear', surround: null });
    for (let x = 2; x < 14; x++) expect(grown.values[x]).toBeCloseTo(10 * ((x + 0.5) / 2 - 0.5), 3);
  });
});

describe('bytesOf', () => {
  it('rounds and clamps', () => {
    const values = Float32Array.of(-3, 0.4, 0.6, 254.7, 300);
    expect([...bytesOf({ values, widthPx: 5, heightPx: 1, channels: 1 })]).toEqual([0, 0, 1, 255, 255]);
  });
});
