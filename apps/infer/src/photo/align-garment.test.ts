import { describe, expect, it } from 'vitest';
import { silhouetteOf } from '../measure/silhouette.js';
import { alignedGarment } from './align-garment.js';
import type { Raster } from './resample.js';

/** A red box on green, with the alpha that finds it. */
function photo(widthPx: number, heightPx: number, [x0, y0, x1, y1]: readonly number[]) {
  const rgb: Raster = { values: new Float32Array(3 * widthPx * heightPx), widthPx, heightPx, channels: 3 };
  const alpha: Raster = { values: new Float32Array(widthPx * heightPx), widthPx, heightPx, channels: 1 };
  for (let cell = 0; cell < alpha.values.length; cell++) {
    const [x, y] = [cell % widthPx, Math.floor(cell / widthPx)];
    const isGarment = x >= x0! && x < x1! && y >= y0! && y < y1!;
    alpha.values[cell] = isGarment ? 255 : 0;
    rgb.values.set(isGarment ? [200, 20, 20] : [20, 200, 20], 3 * cell);
  }
  return { rgb, alpha };
}

describe('alignedGarment', () => {
  it.each([
    ['a tall one in a corner', 100, 80, [2, 5, 22, 65]],
    ['a wide one at the edge', 90, 60, [10, 40, 90, 60]],
  ])('centres %s on white, its longer side 88 %% of the square', (_, width, height, box) => {
    const { rgb, alpha } = photo(width, height, box);
    const side = 50;
    const found = silhouetteOf(alignedGarment(rgb, alpha, side, { isOnWhite: false }), side)!;
    const extent = Math.max(found.right - found.left, found.bottom - found.top) + 1;
    expect(Math.abs(extent - 0.88 * side)).toBeLessThanOrEqual(2);
    expect(Math.abs((found.left + found.right + 1) / 2 - side / 2)).toBeLessThanOrEqual(1);
    expect(Math.abs((found.top + found.bottom + 1) / 2 - side / 2)).toBeLessThanOrEqual(1);
  });

  it('shows the garment’s colour and none of the ground’s', () => {
    const { rgb, alpha } = photo(60, 60, [20, 20, 40, 40]);
    const picture = alignedGarment(rgb, alpha, 40, { isOnWhite: false });
    const pixel = (x: number, y: number) => [...picture.subarray(3 * (40 * y + x), 3 * (40 * y + x) + 3)];
    expect(pixel(20, 20)).toEqual([200, 20, 20]);
    // A level or two is what resampling rings.
    expect(Math.min(...pixel(0, 0))).toBeGreaterThan(250);
  });

  it('needs a garment', () => {
    const { rgb, alpha } = photo(40, 40, [0, 0, 0, 0]);
    expect(() => alignedGarment(rgb, alpha, 32, { isOnWhite: false })).toThrow(RangeError);
  });
});
