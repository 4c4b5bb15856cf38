import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeFrame } from './encode-frame.js';
import { enlarge } from './enlarge.js';
import { lanczosResampling } from './lanczos.js';

/** A picture whose every value says where it is. */
const ramp = (side: number) =>
  Uint8Array.from({ length: side * side * 3 }, (_, at) => (Math.floor(at / 3) % side) * (200 / side) + 20);

describe('enlarging', () => {
  it('weighs each pixel with a kernel that sums to 1, and copies where nothing grows', () => {
    const { weights } = lanczosResampling(16, 40);
    for (let at = 0; at < weights.length; at += 6) {
      expect(weights.subarray(at, at + 6).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    }
    const same = lanczosResampling(5, 5);
    for (let target = 0; target < 5; target++) {
      const heaviest = same.weights.subarray(target * 6, target * 6 + 6).indexOf(1);
      expect(same.indices[target * 6 + heaviest]).toBe(target);
    }
  });

  it('keeps a flat picture flat and a ramp rising', async () => {
    const flat = await enlarge(new Uint8Array(8 * 8 * 3).fill(77), 8, 50);
    expect(flat.every((value) => value === 77)).toBe(true);
    const large = await enlarge(ramp(8), 8, 32);
    // Away from the edges, where the kernel sees the ramp end.
    const row = Array.from({ length: 20 }, (_, x) => large[(16 * 32 + x + 6) * 3]!);
    expect(row.every((value, x) => x === 0 || value >= row[x - 1]!)).toBe(true);
  });

  it.each([
    [0, 4],
    [4, 3],
    [4.5, 9],
  ])('refuses to go from %f to %f pixels', (from, to) => {
    expect(() => lanczosResampling(from, to)).toThrow(RangeError);
  });
});

describe('encoding', () => {
  it.each([
    ['webp', 'final', 64],
    ['webp', 'preview', 128],
    ['png', 'final', 32],
    ['png', 'preview', 64],
  ] as const)('gives a %s of the %s tier at %i px', async (format, tier, sizePx) => {
    const frame = await encodeFrame(ramp(64), 64, { format, tier, sizePx });
    expect(frame).toMatchObject({ mime: `image/${format}`, widthPx: sizePx, heightPx: sizePx });
    expect(await sharp(frame.bytes).metadata()).toMatchObject({ format, width: sizePx, height: sizePx });
  });

  it('gives the picture back from a PNG, and the same bytes each time', async () => {
    const output = { format: 'png', tier: 'final', sizePx: 64 } as const;
    const [one, other] = [await encodeFrame(ramp(64), 64, output), await encodeFrame(ramp(64), 64, output)];
    expect(other.bytes).toEqual(one.bytes);
    expect(new Uint8Array(await sharp(one.bytes).raw().toBuffer())).toEqual(ramp(64));
  });

  it('refuses pixels that are not of the size', async () => {
    const output = { format: 'png', tier: 'final', sizePx: 64 } as const;
    await expect(encodeFrame(ramp(32), 64, output)).rejects.toThrow(RangeError);
  });
});
