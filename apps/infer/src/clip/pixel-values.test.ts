import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pixelValues } from './pixel-values.js';
import { clipMean, clipStd } from './small-encoders.fixture.js';

const spec = (resizePx: number, sidePx = resizePx) => ({
  filter: 'bicubic' as const,
  resizePx,
  sidePx,
  mean: [0, 0, 0] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
});

/** A smooth picture with an edge in it. */
const picture = (side: number) =>
  Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const [channel, x, y] = [at % 3, Math.floor(at / 3) % side, Math.floor(at / 3 / side)];
    return channel === 0 ? (255 * x) / (side - 1) : channel === 1 ? (x > side / 2 ? 230 : 20) : (y * 7) % 256;
  });

describe('what an image encoder is given', () => {
  it('is the picture by channel, shifted and scaled as CLIP was trained', () => {
    const rgb = Uint8Array.from([255, 0, 51, 0, 255, 102, 10, 20, 30, 40, 50, 60]);
    const mean: [number, number, number] = [...clipMean];
    const values = pixelValues(rgb, 2, { ...spec(2), mean, std: [...clipStd] });
    expect(values).toHaveLength(12);
    expect(values[0]).toBeCloseTo((1 - clipMean[0]) / clipStd[0], 5);
    expect(values[4]).toBeCloseTo((0 - clipMean[1]) / clipStd[1], 5);
    expect(values[8]).toBeCloseTo((0.2 - clipMean[2]) / clipStd[2], 5);
  });

  it.each([
    [64, 224],
    [64, 50],
  ])('is resized as other bicubic filters do it: %i to %i', async (from, to) => {
    const rgb = picture(from);
    const ours = pixelValues(rgb, from, spec(to));
    const image = sharp(rgb, { raw: { width: from, height: from, channels: 3 } });
    const theirs = await image.resize(to, to, { kernel: 'cubic' }).raw().toBuffer();
    let off = 0;
    let seen = 0;
    // Edges apart: libvips repeats them, Pillow does not look past them.
    for (let y = 8; y < to - 8; y++) {
      for (let x = 8; x < to - 8; x++) {
        for (const channel of [0, 1, 2]) {
          off += Math.abs(255 * ours[channel * to * to + y * to + x]! - theirs[(y * to + x) * 3 + channel]!);
          seen += 1;
        }
      }
    }
    expect(off / seen).toBeLessThan(1.5);
  });

  it('is the middle of a picture that is resized to more', () => {
    const rgb = picture(40);
    const whole = pixelValues(rgb, 40, spec(40));
    const middle = pixelValues(rgb, 40, spec(40, 20));
    expect(middle).toHaveLength(1_200);
    expect(middle[0]).toBe(whole[10 * 40 + 10]);
    expect(middle[2 * 400 + 19 * 20 + 19]).toBe(whole[2 * 1_600 + 29 * 40 + 29]);
    expect(() => pixelValues(rgb, 40, spec(40, 41))).toThrow(RangeError);
    expect(() => pixelValues(rgb, 39, spec(40))).toThrow(RangeError);
  });

  it('keeps pictures of a batch apart', () => {
    const [one, two] = [new Uint8Array(12).fill(10), new Uint8Array(12).fill(200)];
    const values = pixelValues(Uint8Array.from([...one, ...two]), 2, spec(4));
    expect([values[0], values[47], values[48], values[95]].map((value) => Math.round(255 * value!))).toEqual([
      10, 10, 200, 200,
    ]);
  });
});
