import { describe, expect, it } from 'vitest';
import { drawnGarment } from './drawn-garment.fixture.js';
import { labOf } from './lab.js';
import { type MeasureName, measureNames, type PictureMeasures, pictureMeasures } from './picture-measures.js';

type Drawing = Parameters<typeof drawnGarment>[1];

describe('labOf', () => {
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
  ] as const)('%j is %j', ([r, g, b], expected) => {
    for (const [i, value] of labOf(r, g, b).entries()) expect(value).toBeCloseTo(expected[i]!, 1);
  });
});

describe.each([64, 128])('pictureMeasures at %i px', (sidePx) => {
  const measure = (drawing: Drawing = {}): PictureMeasures => {
    const measures = pictureMeasures(drawnGarment(sidePx, drawing), sidePx);
    if (measures === null) throw new Error('no garment found');
    return measures;
  };
  const plain = measure();
  const pixel = 1 / sidePx;

  it('measures in the units that it says', () => {
    // The drawing is 0.7 long, and a hundredth of its area is left out at each end.
    expect(plain.length).toBeGreaterThan(0.65);
    expect(plain.length).toBeLessThan(0.7);
    expect(Math.abs(plain.width - 0.4)).toBeLessThan(1.5 * pixel);
    expect(Math.abs(plain.sleeves - Math.log2((0.4 + 0.24) / 0.4))).toBeLessThan(0.1);
    expect(Math.abs(plain.flare)).toBeLessThan(0.05);
    expect(plain.symmetry).toBeGreaterThan(0.97);
    expect(plain.texture).toBeLessThan(0.01);
    const [l, a, b] = labOf(40, 60, 120);
    expect(plain.lightness).toBeCloseTo(l, 6);
    expect(plain.colourfulness).toBeCloseTo(Math.hypot(a, b), 6);
  });

  it('measures a garment that lies elsewhere in the picture alike', () => {
    const moved = measure({ shift: [5 * pixel, 3 * pixel] });
    for (const name of measureNames) expect(moved[name], name).toBeCloseTo(plain[name], 6);
  });

  const grey = (share: number): [number, number, number] => [255 * share, 255 * share, 255 * share];
  const stripes =
    (strength: number) =>
    (_x: number, y: number): [number, number, number] =>
      Math.floor(y * 16) % 2 === 0 ? grey(0.4) : grey(0.4 - strength);
  const cases: [MeasureName, string, Drawing[], MeasureName[]][] = [
    [
      'length',
      'a longer garment',
      [0.6, 0.7, 0.8, 0.9].map((bottom) => ({ bottom })),
      ['width', 'lightness', 'warmth'],
    ],
    [
      'width',
      'a wider body',
      [0.3, 0.36, 0.42, 0.5].map((width) => ({ width, hem: width })),
      ['length', 'lightness'],
    ],
    [
      'sleeves',
      'longer sleeves',
      [0, 0.06, 0.12, 0.2].map((sleeve) => ({ sleeve })),
      ['width', 'length', 'flare', 'texture'],
    ],
    [
      'neckline',
      'a deeper neckline',
      [0, 0.08, 0.16, 0.24].map((neck) => ({ neck })),
      ['width', 'length', 'sleeves'],
    ],
    [
      'flare',
      'a wider hem',
      [0.3, 0.4, 0.5, 0.62].map((hem) => ({ hem })),
      ['length', 'lightness', 'neckline'],
    ],
    ['area', 'more cloth', [0.3, 0.4, 0.5].map((width) => ({ width, hem: width })), ['length']],
    [
      'lightness',
      'lighter cloth',
      [0.05, 0.3, 0.6, 0.8].map((share) => ({ colour: grey(share) })),
      ['length', 'colourfulness', 'texture'],
    ],
    [
      'texture',
      'a stronger pattern',
      [0, 0.1, 0.2, 0.35].map((strength) => ({ colour: stripes(strength) })),
      ['length', 'width', 'colourfulness'],
    ],
    [
      'warmth',
      'warmer cloth',
      [
        [30, 60, 200],
        [90, 90, 110],
        [150, 110, 90],
        [220, 110, 30],
      ].map(([r, g, b]) => ({ colour: [r!, g!, b!] as const })),
      ['length', 'texture'],
    ],
    [
      'colourfulness',
      'more vivid cloth',
      [
        [100, 100, 100],
        [120, 90, 95],
        [160, 70, 90],
        [210, 40, 80],
      ].map(([r, g, b]) => ({ colour: [r!, g!, b!] as const })),
      ['length', 'texture'],
    ],
  ];

  it.each(cases)('%s grows with %s, and with it nothing that has not changed', (name, _, drawings, still) => {
    const steps = drawings.map((drawing) => measure(drawing));
    for (let i = 1; i < steps.length; i++)
      expect(steps[i]![name], `step ${i}`).toBeGreaterThan(steps[i - 1]![name]);
    for (const other of still) {
      const change = Math.abs(steps.at(-1)![other] - steps[0]![other]);
      expect(change, other).toBeLessThan(0.06 * Math.max(0.5, Math.abs(plain[other])));
    }
  });

  it('symmetry falls when a sleeve is cut off', () => {
    const rgb = drawnGarment(sidePx);
    const body = Math.round(0.71 * sidePx);
    for (let y = 0; y < sidePx; y++) rgb.fill(255, (y * sidePx + body) * 3, (y + 1) * sidePx * 3);
    expect(pictureMeasures(rgb, sidePx)!.symmetry).toBeLessThan(plain.symmetry - 0.05);
  });

  it('reads warmth from the hue: orange is warm, blue is cold, grey is neither', () => {
    expect(measure({ colour: [230, 120, 40] }).warmth).toBeGreaterThan(40);
    expect(measure({ colour: [40, 90, 220] }).warmth).toBeLessThan(-20);
    expect(measure({ colour: [128, 128, 128] }).warmth).toBeCloseTo(0, 1);
  });

  it('is not misled about the body by sleeves that hang beside it', () => {
    const hanging = drawnGarment(sidePx);
    const dark = [40, 60, 120];
    for (let y = Math.round(0.2 * sidePx); y < 0.7 * sidePx; y++) {
      for (const from of [0.18, 0.76]) {
        for (let x = Math.round(from * sidePx); x < (from + 0.06) * sidePx; x++)
          hanging.set(dark, (y * sidePx + x) * 3);
      }
    }
    const measures = pictureMeasures(hanging, sidePx)!;
    expect(Math.abs(measures.width - plain.width)).toBeLessThan(1.5 * pixel);
    expect(measures.sleeves).toBeGreaterThan(plain.sleeves - 0.05);
    expect(measures.area).toBeGreaterThan(plain.area + 0.03);
  });
});
