import { type Recipe, recipeHash } from '@toile/latent';
import { type Frame, ToileError } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { drawRecipes } from './draw-recipes.js';

const recipeOf = (seed: number): Recipe => ({
  v: 1,
  pack: 'ab'.repeat(32),
  a: { kind: 'seed', seed, category: null },
  b: { kind: 'seed', seed, category: null },
  mix: { structure: 0, style: 0 },
  truncationPsi: 0.7,
  sliders: {},
  output: { tier: 'final', sizePx: 64, format: 'png' },
});

const frameOf = (recipe: Recipe): Frame => ({
  meta: {
    hash: recipeHash(recipe),
    mime: 'image/png',
    widthPx: 64,
    heightPx: 64,
    tier: 'final',
    inferenceMs: 1,
    encodeMs: 1,
    batch: 1,
    provider: 'test',
  },
  bytes: new Uint8Array(0),
});

const seedOf = ({ a }: Recipe) => (a.kind === 'seed' ? a.seed : 0);

describe('drawRecipes', () => {
  it('answers in the order of the recipes, also of one that comes twice, and tells how far it is', async () => {
    const recipes = [5, 1, 3, 1].map(recipeOf);
    const told: number[] = [];
    const picture = async (_roomId: string, recipe: Recipe) => {
      await new Promise((resolve) => setTimeout(resolve, seedOf(recipe)));
      return frameOf(recipe);
    };
    const frames = await drawRecipes({ picture }, 'room', recipes, { onDrawn: (drawn) => told.push(drawn) });
    expect(frames.map(({ meta }) => meta.hash)).toEqual(recipes.map(recipeHash));
    expect(told).toEqual([1, 2, 3, 4]);
    expect(await drawRecipes({ picture }, 'room', [])).toEqual([]);
  });

  it('ends the others when one cannot be had', async () => {
    let ended = 0;
    const picture = (_roomId: string, recipe: Recipe, stop?: AbortSignal) =>
      new Promise<Frame>((_resolve, reject) => {
        stop?.addEventListener('abort', () => {
          ended += 1;
          reject(stop.reason);
        });
        if (seedOf(recipe) === 2) reject(new ToileError('render-failed'));
      });
    const drawing = drawRecipes({ picture }, 'room', [1, 2].map(recipeOf));
    await expect(drawing).rejects.toMatchObject({ code: 'render-failed' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ended).toBe(1);
  });

  it('stops where it is told to', async () => {
    const stop = new AbortController();
    const picture = () => new Promise<Frame>(() => undefined);
    const drawing = drawRecipes({ picture }, 'room', [1, 2].map(recipeOf), { signal: stop.signal });
    stop.abort();
    await expect(drawing).rejects.toMatchObject({ name: 'AbortError' });
  });
});
