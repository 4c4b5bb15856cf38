import { canonicalRecipe, type Recipe, recipeJson, wPlusText } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { looksLikeRecipe, readSharedRecipe, recipeUrl } from './recipe-link.js';

const recipe: Recipe = {
  v: 1,
  pack: 'ab'.repeat(32),
  a: { kind: 'seed', seed: 42, category: 1 },
  b: { kind: 'seed', seed: 7, category: 0 },
  mix: { layers: [0, 0.5, 1] },
  truncationPsi: 0.7,
  sliders: { hem: -2 },
  output: { tier: 'final', sizePx: 256, format: 'webp' },
};

describe('recipe links', () => {
  it('carry a recipe and its name behind the "#"', () => {
    const shared = { recipe, name: 'Färben & “rot” #3 🧵' };
    const url = recipeUrl('https://toile.example', shared);
    expect(url).toMatch(/^https:\/\/toile\.example\/recipe#r=[\w-]+&name=[\w.%+-]+$/);
    expect(readSharedRecipe(` ${url}\n`)).toEqual(shared);
    expect(readSharedRecipe(recipeUrl('', { recipe, name: null }))).toEqual({ recipe, name: null });
  });

  it('carry latents whole', () => {
    const wsShape = { numWs: 18, wDim: 512 };
    const [a, b] = [1, 2].map((step) => {
      const wPlus = Float32Array.from({ length: 18 * 512 }, (_, i) => Math.sin(step * i));
      return { kind: 'latent', wPlus: wPlusText(wPlus, wsShape) } as const;
    });
    const shared = { recipe: canonicalRecipe({ ...recipe, a: a!, b: b! }), name: 'From a photo' };
    const url = recipeUrl('https://toile.example', shared);
    expect(readSharedRecipe(url)).toEqual(shared);
    // Browsers take fragments of this length; Chrome's own limit on addresses is 2 MiB, Firefox's 1 MiB.
    expect(url.length).toBeLessThan(40_000);
  });

  it('are read from JSON too', () => {
    expect(readSharedRecipe(recipeJson(recipe))).toEqual({ recipe, name: null });
    expect(readSharedRecipe(JSON.stringify(recipe, null, 2))).toEqual({ recipe, name: null });
  });

  it('bound the name', () => {
    const url = recipeUrl('', { recipe, name: `${'x'.repeat(79)}🧵` });
    expect(readSharedRecipe(url).name).toBe('x'.repeat(79));
    expect(readSharedRecipe(recipeUrl('', { recipe, name: '  ' })).name).toBeNull();
  });

  it.each([
    ['', /no recipe/],
    ['hello', /no recipe/],
    ['https://toile.example/recipe#r=%%%', /no recipe/],
    ['https://toile.example/recipe#r=', /no recipe/],
    ['https://toile.example/recipe#name=x', /no recipe/],
    ['{"v":2}', /newer Toile/],
    ['{"v":1}', /missing/],
    [recipeJson(recipe).replace('42', '-1'), /a\.seed/],
  ])('say what is wrong with %j', (text, message) => {
    expect(() => readSharedRecipe(text)).toThrow(
      expect.objectContaining({ code: 'bad-request', message: expect.stringMatching(message) }),
    );
  });

  it('tell a recipe from any other paste', () => {
    expect(looksLikeRecipe(recipeUrl('http://x', { recipe, name: null }))).toBe(true);
    expect(looksLikeRecipe(recipeJson(recipe))).toBe(true);
    expect(looksLikeRecipe('https://toile.example/join#abc')).toBe(false);
    expect(looksLikeRecipe('a nice {dress}')).toBe(false);
  });
});
