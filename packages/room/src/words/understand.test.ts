import type { Direction, PackSummary } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { colourDistance, colourNamed, colourNames, labOfSrgb } from './colour-names.js';
import { understand } from './understand.js';

const direction = (id: string, rangeSigmas: [number, number] = [-3, 3]): Direction => ({
  id,
  label: id,
  group: 'shape',
  lowLabel: 'low',
  highLabel: 'high',
  rangeSigmas,
  layers: [0, 4],
  standardDeviation: 1,
  finder: 'measured',
  row: 0,
});

const categories = [
  't-shirt',
  'top',
  'long-sleeve',
  'shirt',
  'dress',
  'outerwear',
  'trousers',
  'shorts',
  'skirt',
];
const attributes = [
  'sleeves',
  'length',
  'neckline',
  'width',
  'flare',
  'lightness',
  'warmth',
  'colourfulness',
];
const pack = {
  manifest: { categories },
  directions: [...attributes.map((id) => direction(id)), direction('pattern', [-1.5, 2.5])],
} as unknown as PackSummary;

/** A description in short: the category's name, colours, and sliders with their sigmas. */
function read(text: string) {
  const { chips, unknown } = understand(text, pack);
  const of = <K extends (typeof chips)[number]['kind']>(kind: K) =>
    chips.filter((chip): chip is Extract<(typeof chips)[number], { kind: K }> => chip.kind === kind);
  return {
    category: of('category').map(({ category }) => categories[category])[0] ?? null,
    colour: of('colour').map(({ name }) => name)[0] ?? null,
    sliders: Object.fromEntries(of('attribute').map(({ directionId, sigmas }) => [directionId, sigmas])),
    unknown: [...unknown],
  };
}

describe('a description', () => {
  it.each([
    [
      'long navy dress, deep neckline, no pattern',
      { category: 'dress', colour: 'navy', sliders: { length: 2, neckline: 2, pattern: -1.5 }, unknown: [] },
    ],
    ['A red T-shirt', { category: 't-shirt', colour: 'red', sliders: {}, unknown: [] }],
    ['jumper with long sleeves', { category: 'long-sleeve', sliders: { sleeves: 2 }, unknown: [] }],
    ['a navy long-sleeve', { category: 'long-sleeve', colour: 'navy', sliders: {}, unknown: [] }],
    ['long-sleeve dress', { category: 'dress', sliders: { sleeves: 2 }, unknown: [] }],
    ['short sleeved shirt', { category: 'shirt', sliders: { sleeves: -2 }, unknown: [] }],
    ['very short skirt', { category: 'skirt', sliders: { length: -3 }, unknown: [] }],
    ['slightly flared trousers', { category: 'trousers', sliders: { flare: 1 }, unknown: [] }],
    ['sleeveless a-line dress', { category: 'dress', sliders: { sleeves: -2.8, flare: 1.8 }, unknown: [] }],
    ['deep red coat', { category: 'outerwear', colour: 'red', sliders: { lightness: -1.4 }, unknown: [] }],
    ['v-neck top, not dark', { category: 'top', sliders: { neckline: 1.8, lightness: 2 }, unknown: [] }],
    [
      'floral dress without sleeves',
      { category: 'dress', sliders: { pattern: 2, sleeves: -1.2 }, unknown: [] },
    ],
    [
      'something ruched in taffeta',
      { category: null, sliders: {}, unknown: ['something', 'ruched', 'taffeta'] },
    ],
    ['symmetrical shirt', { category: 'shirt', sliders: {}, unknown: ['symmetrical'] }],
    ['no red', { colour: null, sliders: {}, unknown: ['no red'] }],
    ['long', { sliders: { length: 2 }, unknown: [] }],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });

  it('says of what it made nothing, each once', () => {
    expect(read('zip, zip and a zip')).toMatchObject({ unknown: ['zip'] });
  });

  it('goes no further than a slider does, and a text is no sentence', () => {
    expect(read('extremely busy pattern').sliders.pattern).toBe(2.5);
    const { chips, unknown } = understand('pattern '.repeat(10_000), pack);
    expect(chips).toHaveLength(1);
    expect(unknown).toEqual([]);
  });

  it('is never too strange to be read', () => {
    const words = [
      'no',
      'very',
      'long',
      'sleeves',
      'dress',
      'red',
      '-',
      ',',
      'constructor',
      '__proto__',
      '👗',
      "'",
    ];
    let seed = 1;
    for (let round = 0; round < 2_000; round++) {
      const text = Array.from({ length: 6 }, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return words[seed % words.length];
      }).join(' ');
      for (const chip of understand(text, pack).chips) {
        if (chip.kind === 'attribute') expect(Math.abs(chip.sigmas)).toBeLessThanOrEqual(3);
      }
    }
  });
});

describe('colours', () => {
  it('are Lab values, white and black at its ends', () => {
    expect(labOfSrgb(255, 255, 255)[0]).toBeCloseTo(100, 3);
    expect(labOfSrgb(0, 0, 0)[0]).toBeCloseTo(0, 3);
    // The sRGB red primary: L* 53.24, a* 80.09, b* 67.20.
    const [l, a, b] = labOfSrgb(255, 0, 0);
    expect([l, a, b].map((value) => Math.round(value * 10) / 10)).toEqual([53.2, 80.1, 67.2]);
  });

  it('are where their names put them', () => {
    const to = (one: string, other: string) => colourDistance(colourNamed(one)!, colourNamed(other)!);
    expect(to('navy', 'indigo')).toBeLessThan(to('navy', 'yellow'));
    expect(to('wine', 'burgundy')).toBeLessThan(to('wine', 'mint'));
    expect(colourNamed('constructor')).toBeNull();
    expect(colourNames.length).toBeGreaterThan(40);
  });
});
