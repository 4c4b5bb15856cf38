import { type Recipe, recipeHash } from '@toile/latent';
import { ToileError } from '@toile/protocol';
import { createDesign, type Design, type DesignFields, designRecipe, readDesign } from '@toile/room';
import { testPack } from '@toile/room/testing';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DesignSources } from './design-sources.js';

const pack = testPack({
  formatVersion: 2,
  resolutionPx: 64,
  numWs: 4,
  categories: ['shirt', 'dress'],
  structureLayers: [0, 2],
  sliders: [],
});

function designOf(fields: DesignFields): Design {
  const doc = new Y.Doc();
  const a = { kind: 'seed', seed: 1, category: 0 } as const;
  const b = { kind: 'seed', seed: 2, category: 1 } as const;
  const design = readDesign(doc, createDesign(doc, { a, b, truncationPsi: 0.7, ...fields }));
  if (!design) throw new Error('expected the design that was made');
  return design;
}

/** Sources of a server that is asked by hand. */
function asked(answer: (recipe: Recipe) => Promise<string>) {
  const recipes: Recipe[] = [];
  const sources = new DesignSources({
    latent: (recipe) => {
      recipes.push(recipe);
      return answer(recipe);
    },
    packs: () => ({ pack, packs: [pack] }),
  });
  return { recipes, sources };
}

describe('a design as a source', () => {
  it('is there at once where one source shows alone', async () => {
    const { recipes, sources } = asked(() => Promise.reject(new Error('asked')));
    const design = designOf({ structure: 1, style: 1 });
    expect(await sources.of(design, 0.7)).toEqual(design.b);
    expect(recipes).toEqual([]);
  });

  it('is the latent of its picture elsewhere, asked for once', async () => {
    const { recipes, sources } = asked(async (recipe) => recipeHash(recipe).slice(0, 8));
    const design = designOf({ structure: 0.2, style: 0.9 });
    const hash = recipeHash(designRecipe(design, pack));
    const both = await Promise.all([sources.of(design, 0.7), sources.of(design, 0.5)]);
    expect(both[0]).toEqual({ kind: 'latent', wPlus: hash.slice(0, 8), photo: null, category: 0, seed: 1 });
    expect(both[1]).toEqual(both[0]);
    // What does not change the picture asks for nothing new.
    await sources.of({ ...design, name: 'Another name' }, 0.7);
    expect(recipes).toHaveLength(1);
    await sources.of({ ...design, style: 0.8 }, 0.7);
    expect(recipes).toHaveLength(2);
  });

  it('is asked for again after a failure', async () => {
    let fails = true;
    const { recipes, sources } = asked(async () => {
      if (fails) throw new ToileError('store-unavailable');
      return 'w';
    });
    const design = designOf({ style: 0.5 });
    await expect(sources.of(design, 0.7)).rejects.toMatchObject({ code: 'store-unavailable' });
    fails = false;
    await expect(sources.of(design, 0.7)).resolves.toMatchObject({ wPlus: 'w' });
    expect(recipes).toHaveLength(2);
  });

  it('forgets the oldest of many, and is none of a pack that is not here', async () => {
    const { recipes, sources } = asked(async () => 'w');
    const design = designOf({ style: 0.5 });
    for (let i = 0; i < 70; i++) await sources.of({ ...design, style: i / 100 + 0.01 }, 0.7);
    await sources.of({ ...design, style: 0.7 }, 0.7);
    expect(recipes).toHaveLength(70);
    await sources.of({ ...design, style: 0.01 }, 0.7);
    expect(recipes).toHaveLength(71);
    await expect(sources.of({ ...design, pack: 'cd'.repeat(32) }, 0.7)).rejects.toMatchObject({
      code: 'pack-unknown',
    });
  });
});
