import { lerp, randomState, recipeHash, type Source, wPlusFromText, wsFromRecipe } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Design } from './design.js';
import { designRecipe } from './design-recipe.js';
import { createDesign, type DesignFields } from './edit.js';
import { morph } from './morph.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';

const pack = testPack();
const { numWs, wDim, structureLayers } = pack.manifest;
const seeded = (seed: number) => ({ kind: 'seed', seed, category: null }) as const;

function designOf(fields: DesignFields): Design {
  const doc = new Y.Doc();
  const design = readDesign(doc, createDesign(doc, fields));
  if (!design) throw new Error('expected the design that was made');
  return design;
}

const vector = (seed: number) => Float32Array.from(randomState(seed).randn(wDim));
const unit = (at: number) => Float32Array.from({ length: wDim }, (_, i) => (i === at ? 1 : 0));

/** The ws of a design, with a made-up mapping network: w is drawn from the seed. */
function wsOf(design: Design): Float32Array {
  const recipe = designRecipe(design, pack);
  const latent = (source: Source) =>
    source.kind === 'seed'
      ? { w: vector(source.seed) }
      : { wPlus: wPlusFromText(source.wPlus, { numWs, wDim }) };
  return wsFromRecipe(recipe, {
    a: latent(recipe.a),
    b: latent(recipe.b),
    wAvg: vector(999),
    numWs,
    structureLayers,
    directions: pack.directions.map((one, at) => ({ ...one, unitVector: unit(at) })),
  });
}

function deviation(from: Design, to: Design, count = 5): number {
  const { steps } = morph(from, to, pack, count);
  const ends = [wsOf(from), wsOf(to)] as const;
  return Math.max(
    ...steps.map((fields, step) => {
      const straight = lerp(...ends, step / (count - 1));
      return Math.max(
        ...wsOf({ ...from, ...fields }).map((value, i) => Math.abs(value - (straight[i] ?? 0))),
      );
    }),
  );
}

describe('morph', () => {
  const a = seeded(1);
  const b = seeded(2);
  const c = seeded(3);

  it.each<[string, DesignFields, DesignFields]>([
    ['other weights', { a, b, structure: 0.2, style: 0.9 }, { a, b, structure: 1, style: 0 }],
    ['other sliders', { a, b, sliders: { hem: 2 } }, { a, b, sliders: { sleeves: -3 } }],
    ['one source each', { a, b, structure: 0, style: 0 }, { a: c, b: c }],
    ['swapped sources', { a, b, structure: 0.3, style: 0.6 }, { a: b, b: a, structure: 0.3, style: 0.6 }],
    ['the only B against the other', { a: c, b, structure: 1, style: 1 }, { a, b: c }],
    ['weights by layer', { a, b, layers: { 0: 1, 9: 0.5 } }, { a, b, structure: 1, layers: { 3: 0 } }],
    [
      'one source against both',
      { a, b: c, structure: 0, style: 0 },
      { a: b, b: a, structure: 0.5, style: 1 },
    ],
    ['the same twice', { a, b: a }, { a, b: a, sliders: { hem: 1 } }],
  ])('R31: is straight in w where two sources suffice: %s', (_what, from, to) => {
    const ends = [designOf(from), designOf(to)] as const;
    expect(morph(...ends, pack, 5).exact).toBe(true);
    // Weights and sigmas keep four decimals.
    expect(deviation(...ends)).toBeLessThan(5e-4);
  });

  it('R31: with another truncation the ends stay exact and the steps small', () => {
    const from = designOf({ a, b, structure: 0.5, style: 0.5, truncationPsi: 0.3 });
    const to = designOf({ a, b, structure: 0.1, style: 0.9, truncationPsi: 1 });
    const { exact, steps } = morph(from, to, pack, 41);
    expect(exact).toBe(true);
    const path = steps.map((fields) => wsOf({ ...from, ...fields }));
    const length = (one?: Float32Array, other?: Float32Array) =>
      Math.hypot(...(one ?? []).map((value, i) => value - (other?.[i] ?? 0)));
    const longest = Math.max(...path.slice(1).map((ws, at) => length(ws, path[at])));
    expect(longest).toBeLessThan(length(path[0], path.at(-1)) / 15);
  });

  it('R31: says where two sources do not suffice; the ends are the designs all the same', () => {
    const from = designOf({ a, b, structure: 0.2, style: 0.4 });
    const to = designOf({ a: b, b: c, structure: 0.9, style: 0.8, sliders: { hem: 1 } });
    const { exact, steps } = morph(from, to, pack, 3);
    expect(exact).toBe(false);
    const hash = (fields: DesignFields) => recipeHash(designRecipe({ ...from, ...fields }, pack));
    expect([steps[0], steps[2]].map((fields) => hash(fields ?? {}))).toEqual([from, to].map(hash));
    expect(steps[1]).toMatchObject({ a, b: c, structure: 0.5, style: 0.5, sliders: { hem: 0.5 } });
  });

  it('R31: needs two steps at least', () => {
    const design = designOf({});
    for (const count of [1, 0, 2.5, Number.NaN])
      expect(() => morph(design, design, pack, count)).toThrow(/count/);
    expect(morph(design, design, pack, 2).steps).toHaveLength(2);
  });
});
