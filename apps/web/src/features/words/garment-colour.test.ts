import { colourDistance, labOfSrgb } from '@toile/room';
import { describe, expect, it } from 'vitest';
import { garmentColour } from './garment-colour.js';

/** A white picture in which `share` of the pixels are `rgb`, the rest of them noisy. */
function picture(share: number, rgb: readonly [number, number, number]): Uint8ClampedArray {
  const count = 1_000;
  return Uint8ClampedArray.from({ length: count * 4 }, (_, at) => {
    const [pixel, channel] = [at >> 2, at & 3];
    if (channel === 3) return 255;
    if (pixel >= share * count) return 250 + (pixel % 6);
    return rgb[channel]! + (pixel % 10 === 0 ? 40 : 0);
  });
}

describe('the colour of a garment', () => {
  it.each([
    ['navy', [32, 41, 75]],
    ['red', [195, 42, 47]],
    ['cream', [220, 200, 160]],
  ] as const)('is that of the cloth, not of the paper or of its folds: %s', (_name, rgb) => {
    const found = garmentColour(picture(0.3, rgb));
    expect(colourDistance(found!, labOfSrgb(rgb[0], rgb[1], rgb[2]))).toBeLessThan(2);
  });

  it('is unknown where there is only paper', () => {
    expect(garmentColour(picture(0, [0, 0, 0]))).toBeNull();
    expect(garmentColour(picture(0.01, [0, 0, 0]))).toBeNull();
    expect(garmentColour(new Uint8ClampedArray())).toBeNull();
  });
});
