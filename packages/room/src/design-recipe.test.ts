import { createHash } from 'node:crypto';
import { recipeHash, recipeJson } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { designRecipe, drawnAs, previewRecipe, sourceRecipe } from './design-recipe.js';
import { createDesign, setSlider } from './edit.js';
import { designsOf } from './layout.js';
import { readDesign } from './read.js';
import { direction, testPack } from './testing/pack.fixture.js';

const pack = (categories: string[] = [], resolutionPx = 256) => testPack({ categories, resolutionPx });
const { id } = pack().manifest;

const fields = {
  name: 'Coat',
  a: { kind: 'seed', seed: 42, category: 1 },
  b: { kind: 'seed', seed: 7, category: 0 },
  structure: 0.33333,
  style: 0.5,
  truncationPsi: 0.7,
  sliders: { sleeves: 1.23456, hem: -2, unknown: 4 },
} as const;

function stored(given: Parameters<typeof createDesign>[1]) {
  const doc = new Y.Doc();
  const designId = createDesign(doc, given);
  const design = readDesign(doc, designId);
  if (!design) throw new Error('expected the design that was made');
  return { doc, designId, design };
}

describe('recipes', () => {
  it('R14: writes a design down as this text, and names it by this hash', () => {
    const recipe = designRecipe(stored(fields).design, pack(['shirt', 'coat']));
    const text =
      `{"v":1,"pack":"${id}","a":{"kind":"seed","seed":42,"category":1},` +
      `"b":{"kind":"seed","seed":7,"category":0},"mix":{"structure":0.3333,"style":0.5},` +
      `"truncationPsi":0.7,"sliders":{"hem":-2,"sleeves":1.2346},` +
      `"output":{"tier":"final","sizePx":256,"format":"webp"}}`;
    expect(recipeJson(recipe)).toBe(text);
    expect(recipeHash(recipe)).toBe(createHash('sha256').update(text).digest('hex'));
    // Frames in caches and links in the world are named by it: it may never change.
    expect(recipeHash(recipe)).toBe('68e0793e808b3483775b5ddb4fba3444283ee09607d1058bb438c355e842b6dc');
  });

  it('R14: is the same on every replica, whatever the history', () => {
    const { doc, designId, design } = stored({ ...fields, sliders: {} });
    setSlider(doc, designId, 'hem', 1);
    setSlider(doc, designId, 'sleeves', 2);
    setSlider(doc, designId, 'hem', 0);
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
    const fresh = stored({ ...fields, sliders: { sleeves: 2 } }).design;
    const hashes = [readDesign(doc, designId), readDesign(replica, designId), fresh].map((one) =>
      one ? recipeHash(designRecipe(one, pack(['shirt', 'coat']))) : null,
    );
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).not.toBe(recipeHash(designRecipe(design, pack(['shirt', 'coat']))));
  });

  it('R14 R60: does not depend on name, place, maker, style number or note', () => {
    const one = stored(fields).design;
    const words = { name: 'Else', styleNumber: 'S-104', note: 'Horn buttons' };
    const other = { ...one, ...words, id: 'BBBBBBBBBBBB', order: 'a9' };
    expect(designRecipe(other, pack())).toEqual(designRecipe(one, pack()));
  });

  it('R14: leaves out what the pack lacks', () => {
    const { design } = stored(fields);
    const bare = { ...pack(), directions: [] };
    expect(designRecipe(design, bare).sliders).toEqual({});
    expect(designRecipe(design, pack()).a).toMatchObject({ category: null });
    expect(designRecipe(design, pack(['shirt'])).a).toMatchObject({ category: 0 });
    expect(designRecipe(stored({}).design, pack(['shirt'])).a).toMatchObject({ category: 0 });
  });

  it('R14: draws at the pack’s own size, and no smaller than 256', () => {
    const { design } = stored(fields);
    expect([64, 256, 512].map((px) => designRecipe(design, pack([], px)).output.sizePx)).toEqual([
      256, 256, 512,
    ]);
  });

  it('R14: previews the same picture where the pack has a preview, and nothing otherwise', () => {
    const { design } = stored(fields);
    const { manifest, directions } = pack(['shirt', 'coat']);
    expect(previewRecipe(design, { manifest, directions })).toBeNull();
    const files = { ...manifest.files, preview: manifest.files.synthesis };
    const quick = { manifest: { ...manifest, files }, directions };
    const recipe = designRecipe(design, quick);
    expect(previewRecipe(design, quick)).toEqual({
      ...recipe,
      output: { ...recipe.output, tier: 'preview' },
    });
  });

  it('R27: mixes by layer where a layer has a weight of its own, and leaves out layers that the pack lacks', () => {
    const { design } = stored({ ...fields, layers: { 0: 0, 13: 1, 14: 0.5 } });
    expect(designRecipe(design, pack()).mix).toEqual({
      layers: [0, ...Array(4).fill(0.3333), ...Array(8).fill(0.5), 1],
    });
    const beyond = stored({ ...fields, layers: { 14: 0.5 } }).design;
    expect(designRecipe(beyond, pack())).toEqual(designRecipe(stored(fields).design, pack()));
    const { mix } = sourceRecipe(design, 'b', pack());
    expect(mix).toEqual({ structure: 0, style: 0 });
  });

  it('R14: locks and lineage do not show', () => {
    const { design } = stored(fields);
    const other = stored({ ...fields, locks: ['hem'], lineage: { how: 'child', parent: design.id } }).design;
    expect(designRecipe(other, pack())).toEqual(designRecipe(design, pack()));
  });

  it('R61: is the same picture as any other file', () => {
    const recipe = designRecipe(stored(fields).design, pack());
    const output = { sizePx: 1024, format: 'png', background: 'transparent' } as const;
    const { output: drawn, ...picture } = drawnAs(recipe, output);
    expect(drawn).toEqual({ tier: 'final', ...output });
    expect({ ...picture, output: recipe.output }).toEqual(recipe);
    expect(() => drawnAs(recipe, { sizePx: 0, format: 'png' })).toThrow(/sizePx/);
  });

  it('R14: shows a source alone, without mix or sliders', () => {
    const { design } = stored(fields);
    const both = pack(['shirt', 'coat']);
    expect(sourceRecipe(design, 'b', both)).toMatchObject({
      a: fields.b,
      b: fields.b,
      mix: { structure: 0, style: 0 },
      sliders: {},
      truncationPsi: 0.7,
    });
    expect(sourceRecipe(design, 'a', both).a).toEqual(fields.a);
  });

  it('R14: can be written down for whatever the document holds', () => {
    const doc = new Y.Doc();
    const junk = Array.from({ length: 64 }, (_, at) => [`slider.s${at}`, (at % 2 ? 1 : -1) * 10] as const);
    const map = new Y.Map<string | number | null>([...junk, ['mix.style', Number.NaN], ['a.seed', -3]]);
    designsOf(doc).set('AAAAAAAAAAAA', map);
    const design = readDesign(doc, 'AAAAAAAAAAAA');
    const directions = junk.map(([key], row) => direction(key.slice('slider.'.length), row));
    expect(design && recipeHash(designRecipe(design, { ...pack(), directions }))).toMatch(/^[0-9a-f]{64}$/);
  });
});
