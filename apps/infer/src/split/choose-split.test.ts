import { randomState } from '@toile/latent';
import { packSplitSchema } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { drawnGarment, type Rgb } from '../measure/drawn-garment.fixture.js';
import { chooseSplit, contenders } from './choose-split.js';
import { seenGarment } from './garment-distances.js';
import { boundaryWeights, type MeasuredPair, pairOf } from './measure-pairs.js';
import { splitReportText } from './split-report.js';

const SIDE = 48;
const LAYERS = 6;

/** One number, 0 to 1, for each layer of a made-up generator. */
type Garment = readonly number[];

/** Layers below `split` move outline, from it on colour and stripes. */
function picture(garment: Garment, split: number): Uint8Array {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [shape, look] = [mean(garment.slice(0, split)), mean(garment.slice(split))];
  const colour: Rgb = [40 + 120 * look, 60, 160 - 120 * look];
  const dark: Rgb = [colour[0] * 0.6, 36, colour[2] * 0.6];
  return drawnGarment(SIDE, {
    width: 0.24 + 0.3 * shape,
    hem: 0.24 + 0.5 * shape,
    bottom: 0.55 + 0.4 * shape,
    sleeve: 0.15 * shape,
    neck: 0.02 + 0.1 * shape,
    colour: (_x, y) => (look > 0.5 && Math.floor(y * SIDE) % 4 < 2 ? dark : colour),
  });
}

function syntheticPairs(split: number, count: number): MeasuredPair[] {
  const random = randomState(split);
  const swapped = boundaryWeights(LAYERS);
  const alone = Array.from({ length: LAYERS }, (_, k) => swapped[0]!.map((_w, i) => (i === k ? 1 : 0)));
  return Array.from({ length: count }, (_, i) => {
    const garment = (): Garment => {
      const [shape = 0, look = 0] = random.random(2);
      return Array.from({ length: LAYERS }, (_l, layer) => (layer < split ? shape : look));
    };
    const [a, b] = [garment(), garment()];
    const seen = [...swapped, ...alone].map((weights) => {
      const mixed = weights.map((weight, layer) => (weight === 0 ? a[layer]! : b[layer]!));
      return seenGarment(picture(mixed, split), SIDE);
    });
    return { sameCategory: i % 2 === 0, ...pairOf(seen, LAYERS)! };
  });
}

describe('chooseSplit', () => {
  it.each([1, 2, 3, 5])('finds where a generator parts shape from colour, at %i', (split) => {
    const chosen = chooseSplit(syntheticPairs(split, 24), 0);
    expect(chosen.layers).toBe(split);
    const { curve, influence } = packSplitSchema.parse(chosen.split);
    expect(curve[split]).toMatchObject({ structure: 1, wins: 1 });
    // The texture of one cloth is not quite that of another outline's.
    expect(curve[split]!.appearance).toBeGreaterThan(0.95);
    expect(contenders(chosen.split)).toEqual([split]);
    expect(curve[0]).toMatchObject({ structure: 0, appearance: 1, balance: 0 });
    expect(curve[LAYERS]).toMatchObject({ structure: 1, appearance: 0, balance: 0 });
    for (const [layer, { structure, appearance }] of influence.entries()) {
      expect(structure > appearance, `layer ${layer}`).toBe(layer < split);
    }
  });

  it('has an interval around what it says, and gives the same again', () => {
    const pairs = syntheticPairs(3, 24);
    const { split } = chooseSplit(pairs, 0);
    for (const { balance, interval } of split.curve) {
      const [low, high] = interval;
      expect(low).toBeLessThanOrEqual(balance);
      expect(high).toBeGreaterThanOrEqual(balance);
    }
    expect(chooseSplit(pairs, 0).split).toEqual(split);
  });

  it('keeps the most structure where the pairs cannot tell boundaries apart', () => {
    // Boundaries 1 and 2 are each other's mirror image over the pairs; 3 is worse than both in all of them.
    const pair = (structure: number[], appearance: number[]): MeasuredPair => ({
      sameCategory: true,
      boundaries: structure.map((distance, k) => ({
        structure: new Array(8).fill(distance),
        appearance: [appearance[k]!, appearance[k]!],
      })),
      layers: new Array(4).fill({ structure: new Array(8).fill(0.5), appearance: [0.5, 0.5] }),
    });
    const pairs = Array.from({ length: 20 }, (_, i) =>
      i % 2 === 0
        ? pair([1, 0.2, 0.4, 0.1, 0], [0, 0.4, 0.4, 0.9, 1])
        : pair([1, 0.4, 0.2, 0.1, 0], [0, 0.4, 0.4, 0.9, 1]),
    );
    const chosen = chooseSplit(pairs, 0);
    expect(contenders(chosen.split)).toEqual([1, 2]);
    expect(chosen.layers).toBe(2);
    expect(splitReportText('Test', chosen)).toContain('Boundaries 1 and 2 cannot be told apart');
  });

  it('counts a mixture that is no garment as one that kept nothing and took nothing', () => {
    const seen = (colour: Rgb, width: number) => seenGarment(drawnGarment(SIDE, { colour, width }), SIDE);
    const [b, a] = [seen([40, 60, 120], 0.3), seen([170, 80, 40], 0.5)];
    const { boundaries } = pairOf([b, null, a, null, null], 2)!;
    expect(boundaries[1]).toEqual({
      structure: boundaries[0]!.structure,
      appearance: boundaries[2]!.appearance,
    });
    expect(pairOf([b, b, null, b, b], 2)).toBeNull();
  });

  it('wants pairs', () => {
    expect(() => chooseSplit([], 0)).toThrow(/pairs/);
  });
});
