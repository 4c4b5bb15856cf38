import { wPlusText } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Design, LatentDesignSource, SeedDesignSource } from './design.js';
import { designRecipe, sourceRecipe } from './design-recipe.js';
import { changeDesign, createDesign, type DesignFields } from './edit.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';
import { brokenLocks, latentOf, shapingSource, sourceAlone, transferFields } from './transfer.js';
import { createUndo } from './undo.js';

const pack = testPack({ categories: ['shirt', 'dress'] });
const shirt: SeedDesignSource = { kind: 'seed', seed: 1, category: 0 };
const dress: SeedDesignSource = { kind: 'seed', seed: 2, category: 1 };
const whole = { structure: shirt, appearance: dress, structureStrength: 1, appearanceStrength: 1 };

function designOf(fields: DesignFields = {}): { doc: Y.Doc; id: string; design: Design } {
  const doc = new Y.Doc();
  const id = createDesign(doc, { a: shirt, b: dress, structure: 0.3, style: 0.7, ...fields });
  const design = readDesign(doc, id);
  if (!design) throw new Error('expected the design that was made');
  return { doc, id, design };
}
const drawn = (fields: DesignFields) => designRecipe({ ...designOf().design, ...fields }, pack);

describe('transferFields', () => {
  it('R70: is shape from one source and look from the other, at full strengths', () => {
    const fields = transferFields(whole);
    expect(drawn(fields)).toMatchObject({ a: shirt, b: dress, mix: { structure: 0, style: 1 } });
    expect(drawn({ ...fields, sliders: { hem: 1 } }).sliders).toEqual({ hem: 1 });
  });

  it('R70: is one source alone, or the two exchanged, where a strength is 0', () => {
    const alone = (source: SeedDesignSource) => drawn({ a: source, b: source, structure: 0, style: 0 });
    expect(drawn(transferFields({ ...whole, appearanceStrength: 0 }))).toEqual(alone(shirt));
    expect(drawn(transferFields({ ...whole, structureStrength: 0 }))).toEqual(alone(dress));
    const exchanged = transferFields({ ...whole, structureStrength: 0, appearanceStrength: 0 });
    expect(exchanged).toMatchObject({ structure: 1, style: 0 });
  });

  it('R70: goes between by the strengths, each for its own layers', () => {
    expect(transferFields({ ...whole, structureStrength: 0.8, appearanceStrength: 0.35 })).toMatchObject({
      structure: 0.2,
      style: 0.35,
    });
  });

  it('R70: puts sliders and layers to rest, leaves truncation alone, and is one step of undo', () => {
    const { doc, id } = designOf({ sliders: { hem: 2 }, layers: { 3: 0.5 }, truncationPsi: 0.9 });
    const before = readDesign(doc, id);
    const undo = createUndo(doc);
    changeDesign(doc, id, transferFields(whole));
    expect(readDesign(doc, id)).toMatchObject({
      sliders: {},
      layers: {},
      truncationPsi: 0.9,
      structure: 0,
      style: 1,
    });
    undo.undo();
    expect(readDesign(doc, id)).toEqual(before);
  });

  it('R70: refuses strengths that are none', () => {
    for (const strength of [-0.1, 1.1, Number.NaN]) {
      expect(() => transferFields({ ...whole, structureStrength: strength })).toThrow(/structureStrength/);
      expect(() => transferFields({ ...whole, appearanceStrength: strength })).toThrow(/appearanceStrength/);
    }
  });

  it('R70: keeps each source in its own category, and is of the kind that gives the shape', () => {
    const { design } = designOf();
    const of = (structureStrength: number) =>
      shapingSource({ ...design, ...transferFields({ ...whole, structureStrength }) }, pack.manifest);
    expect(of(1)).toEqual(shirt);
    expect(of(0.5)).toEqual(shirt);
    expect(of(0.4)).toEqual(dress);
  });
});

describe('a design as a source', () => {
  const latent = (layers: number): LatentDesignSource => ({
    kind: 'latent',
    wPlus: wPlusText(new Float32Array(layers * 8).fill(1), { numWs: layers, wDim: 8 }),
    photo: null,
    category: 1,
    seed: 9,
  });

  it('R71: is the source that shows alone, at the truncation that it has', () => {
    const { design } = designOf({ structure: 0, style: 0, truncationPsi: 0.7 });
    expect(sourceAlone(design, pack, 0.7)).toEqual(shirt);
    expect(sourceAlone({ ...design, structure: 1, style: 1 }, pack, 0.7)).toEqual(dress);
    expect(sourceAlone({ ...design, b: shirt, style: 0.4 }, pack, 0.7)).toEqual(shirt);
    expect(sourceAlone(design, pack, 0.8)).toBeNull();
  });

  it('R71: is its latent at any truncation, unless the pack draws the seed behind it', () => {
    const { design } = designOf({ a: latent(14), structure: 0, style: 0, truncationPsi: 0.7 });
    expect(sourceAlone(design, pack, 0.9)).toEqual(latent(14));
    const strange = { ...design, a: latent(10) };
    expect(sourceAlone(strange, pack, 0.9)).toBeNull();
    expect(sourceAlone(strange, pack, 0.7)).toEqual(latent(10));
  });

  it('R71: is none yet where two show, or a slider that the pack has is moved', () => {
    const { design } = designOf({ structure: 0, style: 0, truncationPsi: 0.7 });
    expect(sourceAlone({ ...design, style: 0.1 }, pack, 0.7)).toBeNull();
    expect(sourceAlone({ ...design, layers: { 2: 0.5 } }, pack, 0.7)).toBeNull();
    expect(sourceAlone({ ...design, sliders: { hem: 1 } }, pack, 0.7)).toBeNull();
    expect(sourceAlone({ ...design, sliders: { elsewhere: 1 } }, pack, 0.7)).toEqual(shirt);
  });

  it('R71: draws at its new place what it shows at the old one', () => {
    const { design } = designOf({ structure: 0, style: 0, truncationPsi: 0.7 });
    const source = sourceAlone(design, pack, 0.7)!;
    const other = { ...designOf().design, truncationPsi: 0.7, a: source };
    expect(sourceRecipe(other, 'a', pack)).toEqual(designRecipe(design, pack));
  });

  it('R71: as a latent is of the kind that it is, with the seed of what shapes it', () => {
    const { design } = designOf({ structure: 0.8, style: 0 });
    expect(latentOf(design, pack, 'w')).toEqual({
      kind: 'latent',
      wPlus: 'w',
      photo: null,
      category: 1,
      seed: 2,
    });
  });
});

describe('brokenLocks', () => {
  it('R72: names what is locked and would change, and nothing else', () => {
    const locks = ['hem', 'mix.structure', 'mix.style', 'sleeves', 'source.a', 'source.b', 'truncationPsi'];
    const { design } = designOf({ locks, sliders: { hem: 1 }, style: 1 });
    const fields = transferFields({ ...whole, appearance: { ...dress, seed: 5 } });
    expect(brokenLocks(design, fields)).toEqual(['hem', 'mix.structure', 'source.b']);
    expect(brokenLocks({ ...design, locks: [] }, fields)).toEqual([]);
    expect(brokenLocks(design, {})).toEqual([]);
    expect(brokenLocks({ ...design, layers: { 2: 1 } }, fields)).toContain('mix.style');
  });
});
