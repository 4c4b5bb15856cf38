import { colourDistance, labOfSrgb } from '@toile/room';
import { describe, expect, it } from 'vitest';
import { hexOfLab } from './lab-colour.js';
import { measureSwatches } from './swatches.js';

const rgbOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const labOfHex = (hex: string) => labOfSrgb(...(rgbOf(hex) as [number, number, number]));

/** A picture [n, 4] of so many pixels of each colour, each a little off, by a fixed pattern. */
function picture(...parts: readonly (readonly [hex: string, count: number, alpha?: number])[]): Uint8Array {
  const pixels = parts.flatMap(([hex, count, alpha = 255]) =>
    Array.from({ length: count }, (_, n) => [
      ...rgbOf(hex).map((value, c) => Math.min(255, Math.max(0, value + ((n * (c + 3)) % 7) - 3))),
      alpha,
    ]),
  );
  return Uint8Array.from(pixels.flat());
}

describe('Lab', () => {
  it.each([
    [
      [255, 255, 255],
      [100, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [255, 0, 0],
      [53.24, 80.09, 67.2],
    ],
    [
      [0, 0, 255],
      [32.3, 79.19, -107.86],
    ],
    [
      [119, 119, 119],
      [50.03, 0, 0],
    ],
  ] as const)('of sRGB %j is %j', ([r, g, b], expected) => {
    for (const [at, value] of labOfSrgb(r, g, b).entries()) expect(value).toBeCloseTo(expected[at]!, 1);
  });

  it('leads back to the same sRGB colour', () => {
    for (const hex of ['#000000', '#ffffff', '#c23b28', '#1f7a78', '#0102fe', '#7f8081']) {
      expect(hexOfLab(labOfHex(hex))).toBe(hex);
    }
  });
});

describe('swatches', () => {
  it('are the colours of a garment with their shares, the largest first', () => {
    const found = measureSwatches(picture(['#1f3a78', 3_000], ['#d9a63a', 1_500], ['#c23b28', 500]));
    expect(found).toHaveLength(3);
    for (const [at, hex] of ['#1f3a78', '#d9a63a', '#c23b28'].entries()) {
      expect(colourDistance(labOfHex(found[at]!.hex), labOfHex(hex))).toBeLessThan(3);
    }
    expect(found.map(({ share }) => Number(share.toFixed(2)))).toEqual([0.6, 0.3, 0.1]);
  });

  it('leave out the background, soft edges, and specks', () => {
    const rgba = picture(['#7a3f85', 2_000], ['#ffffff', 5_000, 0], ['#bd9fc2', 900, 130], ['#00ff00', 20]);
    const found = measureSwatches(rgba);
    expect(found).toHaveLength(1);
    expect(colourDistance(labOfHex(found[0]!.hex), labOfHex('#7a3f85'))).toBeLessThan(3);
  });

  it('take light and shade of one cloth for one colour', () => {
    expect(measureSwatches(picture(['#2b6aab', 1_000], ['#2f70b4', 900], ['#2863a0', 800]))).toHaveLength(1);
  });

  it('are four at most, the same each time, and none of an empty picture', () => {
    const many = picture(
      ...['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff'].map((hex) => [hex, 500] as const),
    );
    expect(measureSwatches(many)).toHaveLength(4);
    expect(measureSwatches(many)).toEqual(measureSwatches(many));
    expect(measureSwatches(picture(['#ffffff', 100, 0]))).toEqual([]);
    expect(measureSwatches(new Uint8Array(0))).toEqual([]);
  });
});
