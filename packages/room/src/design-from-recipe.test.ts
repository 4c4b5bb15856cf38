import { parseRecipe, type Recipe, randomState, recipeHash, recipeJson } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { designFromRecipe } from './design-from-recipe.js';
import { designRecipe } from './design-recipe.js';
import { createDesign } from './edit.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';

const pack = testPack({ categories: ['shirt', 'dress'] });
const base: Recipe = {
  v: 1,
  pack: pack.manifest.id,
  a: { kind: 'seed', seed: 1, category: 0 },
  b: { kind: 'seed', seed: 2, category: 1 },
  mix: { structure: 0.25, style: 0.75 },
  truncationPsi: 0.7,
  sliders: { hem: -2 },
  output: { tier: 'final', sizePx: 256, format: 'webp' },
};

/** The recipe of the design that a room makes of `text`. */
function throughRoom(text: string): Recipe {
  const fit = designFromRecipe(parseRecipe(text), pack);
  if (fit.kind === 'misfit') throw new Error(fit.message);
  const doc = new Y.Doc();
  const design = readDesign(
    doc,
    createDesign(doc, { ...fit.fields, lineage: { how: 'paste', parent: null } }),
  );
  if (!design) throw new Error('expected the design that was made');
  return designRecipe(design, pack);
}

describe('designs from recipes', () => {
  it('R32: the design has the recipe that it was made from, for 300 random ones', () => {
    const state = randomState(5);
    const uniform = () => state.random(1)[0] ?? 0;
    const coin = () => uniform() < 0.5;
    for (let round = 0; round < 300; round++) {
      const weight = () => (coin() ? uniform() : coin() ? 0 : 1);
      const recipe: Recipe = {
        ...base,
        a: { kind: 'seed', seed: Math.floor(uniform() * 2 ** 32), category: coin() ? 0 : 1 },
        mix: coin()
          ? { structure: weight(), style: weight() }
          : { layers: Array.from({ length: 14 }, weight) },
        truncationPsi: 1.5 * uniform(),
        sliders: { hem: 20 * uniform() - 10, ...(coin() ? { sleeves: uniform() } : {}) },
      };
      expect(recipeHash(throughRoom(recipeJson(recipe)))).toBe(recipeHash(recipe));
    }
  });

  it('R32: the output is the room’s', () => {
    const thumbnail = { ...base, output: { tier: 'preview', sizePx: 96, format: 'png' } as const };
    expect(throughRoom(recipeJson(thumbnail))).toEqual(base);
  });

  it.each<[string, Partial<Recipe>, RegExp]>([
    ['other-pack', { pack: 'cd'.repeat(32) }, /another model pack than "Garments"/],
    ['no-category', { a: { kind: 'seed', seed: 1, category: 2 } }, /category/],
    ['no-category', { b: { kind: 'seed', seed: 1, category: null } }, /category/],
    ['no-slider', { sliders: { cuffs: 1 } }, /"cuffs"/],
    ['no-slider', { sliders: { constructor: 1 } }, /"constructor"/],
    ['out-of-reach', { sliders: { hem: 11 } }, /further/],
    ['no-layers', { mix: { layers: [0, 1] } }, /14 layers, not 2/],
  ])('R32: says why it does not fit: %s', (reason, changes, message) => {
    expect(designFromRecipe({ ...base, ...changes }, pack)).toEqual({
      kind: 'misfit',
      reason,
      message: expect.stringMatching(message),
    });
  });

  it('R32: a pack without categories takes recipes without', () => {
    const plain = testPack();
    expect(designFromRecipe(base, plain)).toMatchObject({ kind: 'misfit', reason: 'no-category' });
    const source = { kind: 'seed', seed: 1, category: null } as const;
    expect(designFromRecipe({ ...base, a: source, b: source }, plain)).toMatchObject({ kind: 'fits' });
  });
});
