import { describe, expect, it } from 'vitest';
import { drawnGarment } from './drawn-garment.fixture.js';
import { silhouetteOf } from './silhouette.js';

/** What the drawing says is cloth: everything that is not white. */
const drawnArea = (rgb: Uint8Array) => {
  let count = 0;
  for (let i = 0; i < rgb.length; i += 3)
    if (rgb[i]! < 255 || rgb[i + 1]! < 255 || rgb[i + 2]! < 255) count += 1;
  return count;
};

describe.each([64, 128])('silhouetteOf at %i px', (sidePx) => {
  const found = (rgb: Uint8Array) => {
    const silhouette = silhouetteOf(rgb, sidePx);
    if (silhouette === null) throw new Error('no garment found');
    return silhouette;
  };

  it.each([
    ['dark', [10, 10, 12]],
    ['vivid', [255, 40, 0]],
    ['pale yellow', [255, 250, 190]],
    ['light grey', [222, 222, 222]],
  ] as const)('finds a %s garment to within its outline', (_, colour) => {
    const rgb = drawnGarment(sidePx, { colour });
    const area = drawnArea(rgb);
    const { areaPx, top, bottom, axis } = found(rgb);
    expect(Math.abs(areaPx - area) / area).toBeLessThan(0.02);
    expect(top / sidePx).toBeCloseTo(0.1, 1);
    expect((bottom + 1) / sidePx).toBeCloseTo(0.8, 1);
    expect(axis).toBeCloseTo((sidePx - 1) / 2, 0);
  });

  it('counts a white print inside the outline as cloth', () => {
    const rgb = drawnGarment(sidePx, {
      colour: (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.12 ? [255, 255, 255] : [90, 20, 20]),
    });
    expect(drawnArea(rgb)).toBeLessThan(0.9 * found(drawnGarment(sidePx)).areaPx);
    expect(found(rgb).areaPx).toBe(found(drawnGarment(sidePx)).areaPx);
  });

  it('closes a thin white line through the cloth', () => {
    const rgb = drawnGarment(sidePx, {
      colour: (_x, y) => (Math.abs(y - 0.6) < 0.9 / sidePx ? [255, 255, 255] : [20, 60, 30]),
    });
    expect(found(rgb).areaPx).toBe(found(drawnGarment(sidePx)).areaPx);
  });

  it('does not take specks, noise and an off-white ground for cloth', () => {
    const rgb = drawnGarment(sidePx, { background: [250, 248, 245] });
    const clean = found(rgb).areaPx;
    for (let i = 0; i < rgb.length; i++) {
      if (rgb[i]! > 240) rgb[i]! -= (i * 7919) % 6;
    }
    const speck = (x: number, y: number) => rgb.fill(30, (y * sidePx + x) * 3, (y * sidePx + x) * 3 + 6);
    speck(2, 2);
    speck(sidePx - 5, sidePx - 3);
    expect(found(rgb).areaPx).toBe(clean);
  });

  it('keeps both parts of a two-piece', () => {
    const rgb = drawnGarment(sidePx, {
      colour: (_x, y) => (Math.abs(y - 0.5) < 0.06 ? [255, 255, 255] : [20, 60, 30]),
    });
    const { areaPx, top, bottom } = found(rgb);
    expect(areaPx).toBeGreaterThan(0.9 * drawnArea(rgb));
    expect((bottom - top) / sidePx).toBeGreaterThan(0.65);
  });

  it('finds nothing on an empty picture, in a speck, and where the ground is not white', () => {
    expect(silhouetteOf(new Uint8Array(sidePx * sidePx * 3).fill(255), sidePx)).toBeNull();
    const speck = new Uint8Array(sidePx * sidePx * 3).fill(255);
    speck.fill(0, 300, 309);
    expect(silhouetteOf(speck, sidePx)).toBeNull();
    expect(silhouetteOf(drawnGarment(sidePx, { background: [90, 120, 90] }), sidePx)).toBeNull();
  });

  it('names a picture of the wrong size', () => {
    expect(() => silhouetteOf(new Uint8Array(10), sidePx)).toThrow(/rgb: expected/);
  });
});
