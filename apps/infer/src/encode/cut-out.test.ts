import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InferenceThread } from '../inference/inference-thread.js';
import type { Pack } from '../pack/pack.js';
import { housePack, openThread, recipeFor } from '../testing/house-pack.fixture.js';
import { coverageOnWhite, cutOut } from './cut-out.js';
import { encodeFrame } from './encode-frame.js';

const white = [255, 255, 255] as const;
const cloth = [40, 60, 120] as const;

/** A picture [side, side, 3] whose every pixel is what `colour` says of its place. */
function picture(side: number, colour: (x: number, y: number) => readonly number[]): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: side * side }, (_, at) => colour(at % side, Math.floor(at / side))).flat(),
  );
}

const within = (x: number, from: number, to: number) => x >= from && x < to;
const square = (x: number, y: number, from: number, to: number) => within(x, from, to) && within(y, from, to);

describe('cutting a garment out of white', () => {
  it('takes the white that reaches from the border, and leaves what the garment encloses', () => {
    const rgb = picture(16, (x, y) => (square(x, y, 3, 13) && !square(x, y, 6, 10) ? cloth : white));
    const coverage = coverageOnWhite(rgb, 16);
    const at = (x: number, y: number) => coverage[y * 16 + x];
    expect([at(0, 0), at(15, 8), at(2, 2)]).toEqual([0, 0, 0]);
    expect([at(3, 3), at(5, 8), at(7, 7), at(9, 9)]).toEqual([255, 255, 255, 255]);
  });

  it('does not slip through a diagonal of cloth', () => {
    const ring = picture(9, (x, y) => (Math.abs(x - 4) + Math.abs(y - 4) === 3 ? cloth : white));
    expect(coverageOnWhite(ring, 9)[4 * 9 + 4]).toBe(255);
  });

  it('takes the grain of a background for background, and an off-white garment for a garment', () => {
    const grain = (x: number, y: number) => 255 - ((x * 7 + y * 13) % 18);
    const rgb = picture(16, (x, y) => {
      const g = grain(x, y);
      return square(x, y, 4, 12) ? [225, 222, 214] : [g, g, g];
    });
    const coverage = coverageOnWhite(rgb, 16);
    expect(coverage.filter((value) => value === 255)).toHaveLength(64);
    expect(coverage.filter((value) => value === 0)).toHaveLength(256 - 64);
  });

  it.each([0.25, 0.5, 0.8])('finds that a pixel of the edge is %f garment', (share) => {
    const mixed = cloth.map((value) => Math.round(share * value + (1 - share) * 255));
    const rgb = picture(16, (x, y) => {
      if (square(x, y, 5, 11)) return cloth;
      return square(x, y, 4, 12) ? mixed : white;
    });
    const coverage = coverageOnWhite(rgb, 16);
    expect(coverage[8 * 16 + 4]! / 255).toBeCloseTo(share, 1);
    const rgba = cutOut(rgb, coverage);
    expect([...rgba.subarray((8 * 16 + 4) * 4, (8 * 16 + 4) * 4 + 3)]).toEqual(
      cloth.map((value) => expect.closeTo(value, -1)),
    );
  });

  it('keeps a thread that has no inside, and answers nothing for a blank sheet', () => {
    const strap = picture(16, (x) => (x === 8 ? cloth : white));
    expect(coverageOnWhite(strap, 16)[8 * 16 + 8]).toBe(255);
    expect(
      coverageOnWhite(
        picture(16, () => white),
        16,
      ).every((value) => value === 0),
    ).toBe(true);
    expect(
      coverageOnWhite(
        picture(16, () => cloth),
        16,
      ).every((value) => value === 255),
    ).toBe(true);
  });

  it('refuses a picture of another size', () => {
    expect(() => coverageOnWhite(new Uint8Array(10), 2)).toThrow(RangeError);
  });
});

describe('cutting out what the house pack draws', () => {
  let pack: Pack;
  let thread: InferenceThread;
  let rgb: Uint8Array;
  const pictures = 18;
  const bytes = () => pack.manifest.resolutionPx ** 2 * 3;
  const frame = (index: number) => rgb.subarray(index * bytes(), (index + 1) * bytes());

  beforeAll(async () => {
    pack = await housePack();
    thread = openThread();
    const recipes = Array.from({ length: pictures }, (_, seed) => recipeFor(pack, seed + 100));
    rgb = (await thread.draw(pack, recipes)).rgb;
  });
  afterAll(() => thread?.close());

  it('finds a garment and a background in each, and over white it is the picture again', () => {
    const { resolutionPx } = pack.manifest;
    for (let index = 0; index < pictures; index++) {
      const coverage = coverageOnWhite(frame(index), resolutionPx);
      const inside = coverage.filter((value) => value > 127).length / coverage.length;
      expect(inside, `share of garment in picture ${index}`).toBeGreaterThan(0.1);
      expect(inside).toBeLessThan(0.95);
      const rgba = cutOut(frame(index), coverage);
      const worst = frame(index).reduce((most, value, at) => {
        const pixel = Math.floor(at / 3);
        const alpha = coverage[pixel]! / 255;
        // The background's grain is what is taken away.
        if (alpha === 0) return most;
        const over = alpha * rgba[pixel * 4 + (at % 3)]! + (1 - alpha) * 255;
        return Math.max(most, Math.abs(over - value));
      }, 0);
      expect(worst).toBeLessThanOrEqual(1.5);
    }
  });

  it.each([
    ['png', 64],
    ['png', 256],
    ['webp', 512],
    ['webp', 32],
  ] as const)(
    'encodes a %s of %i px whose corners are clear and whose middle is not',
    async (format, sizePx) => {
      const output = { format, sizePx, tier: 'final', background: 'transparent' } as const;
      const { bytes, mime } = await encodeFrame(frame(0), pack.manifest.resolutionPx, output);
      expect(mime).toBe(`image/${format}`);
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: sizePx, height: sizePx, channels: 4 });
      const alphas = Array.from({ length: sizePx * sizePx }, (_, at) => data[at * 4 + 3]!);
      const side = [0, sizePx - 1];
      for (const y of side) for (const x of side) expect(alphas[y * sizePx + x]).toBe(0);
      expect(alphas.filter((alpha) => alpha > 250).length / alphas.length).toBeGreaterThan(0.1);
    },
  );
});
