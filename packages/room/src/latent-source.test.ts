import { randomState, wPlusText } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { designFromRecipe } from './design-from-recipe.js';
import { designRecipe } from './design-recipe.js';
import { changeDesign, createDesign, duplicateDesign, setSource } from './edit.js';
import { fieldProblem } from './fields.js';
import { designMap } from './layout.js';
import { morph } from './morph.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';
import { createUndo } from './undo.js';
import { designOfState, designState, stateChanges } from './version-state.js';

const pack = testPack({ categories: ['shirt', 'dress'] });
const { numWs, wDim } = pack.manifest;
const wPlus = (seed: number) =>
  wPlusText(Float32Array.from(randomState(seed).randn(numWs * wDim)), pack.manifest);
const photo = 'ab'.repeat(32);
const latent = (seed: number) =>
  ({ kind: 'latent', wPlus: wPlus(seed), photo, category: 1, seed: 5 }) as const;
const seed = { kind: 'seed', seed: 7, category: 0 } as const;

function rackOf(...designs: Parameters<typeof createDesign>[1][]) {
  const doc = new Y.Doc();
  const ids = designs.map((fields) => createDesign(doc, fields));
  const read = (at: number) => {
    const design = readDesign(doc, ids[at] ?? '');
    if (!design) throw new Error('expected a design');
    return design;
  };
  return { doc, ids, read };
}

describe('latents as sources', () => {
  it('R62: is set, read, copied and given up for a seed, each in one step that undo takes back', () => {
    const { doc, ids, read } = rackOf({ a: seed, b: seed });
    const [id = ''] = ids;
    const undo = createUndo(doc);
    changeDesign(doc, id, { a: latent(1) });
    expect(read(0).a).toEqual(latent(1));
    expect(readDesign(doc, duplicateDesign(doc, id))?.a).toEqual(latent(1));
    undo.stopCapturing();
    setSource(doc, id, 'a', { category: 0 });
    expect(read(0).a).toEqual({ ...latent(1), category: 0 });
    undo.stopCapturing();
    setSource(doc, id, 'a', { seed: 9 });
    expect(read(0).a).toEqual({ kind: 'seed', seed: 9, category: 0 });
    undo.undo();
    expect(read(0).a).toEqual({ ...latent(1), category: 0 });
    changeDesign(doc, id, { a: seed });
    expect(read(0).a).toEqual(seed);
    // A design that never had one has no such field.
    expect(designMap(doc, id)?.has('b.latent')).toBe(false);
  });

  it('R62: is what the recipe says, and comes back out of one', () => {
    const { read } = rackOf({ a: latent(1), b: seed, structure: 0.3 });
    const recipe = designRecipe(read(0), pack);
    expect([recipe.a, recipe.b]).toEqual([{ kind: 'latent', wPlus: wPlus(1) }, seed]);
    const fit = designFromRecipe(recipe, pack);
    expect(fit).toMatchObject({ kind: 'fits', fields: { a: { kind: 'latent', photo: null }, b: seed } });
    const other = wPlusText(Float32Array.of(1, 2), { numWs: 1, wDim: 2 });
    expect(designFromRecipe({ ...recipe, a: { kind: 'latent', wPlus: other } }, pack)).toMatchObject({
      kind: 'misfit',
      reason: 'no-latent',
    });
  });

  it('R62: is drawn as the seed behind it where it has the shape of another pack', () => {
    const other = wPlusText(Float32Array.of(1, 2), { numWs: 1, wDim: 2 });
    const { read } = rackOf({ a: { ...latent(1), wPlus: other }, b: seed, structure: 0.3 });
    expect(designRecipe(read(0), pack).a).toEqual({ kind: 'seed', seed: 5, category: 1 });
  });

  it('R62: is kept by versions, and named where it changes', () => {
    const { doc, ids, read } = rackOf({ a: seed, b: seed });
    const [id = ''] = ids;
    const before = designState(doc, id)!;
    changeDesign(doc, id, { a: latent(1) });
    const after = designState(doc, id)!;
    expect(designOfState(id, after)).toEqual(read(0));
    expect(stateChanges(before, after).map(({ field }) => field)).toEqual([
      'a.category',
      'a.latent',
      'a.seed',
    ]);
    setSource(doc, id, 'a', { seed: 7, category: 0 });
    expect(stateChanges(before, designState(doc, id)!)).toEqual([]);
  });

  it('R31 R62: two designs of one latent and one seed have an exact way between them', () => {
    const { read } = rackOf(
      { a: latent(1), b: seed, structure: 0.3 },
      { a: seed, b: { ...latent(1), photo: null }, style: 1 },
      { a: latent(2), b: seed, structure: 0.3 },
    );
    expect(morph(read(0), read(1), pack, 4).exact).toBe(true);
    expect(morph(read(0), read(2), pack, 4).exact).toBe(false);
  });

  it('R2 R62: a text that is no latent is refused', () => {
    const text = `${photo}.${wPlus(1)}`;
    expect(fieldProblem('a.latent', text)).toBeNull();
    expect(fieldProblem('b.latent', null)).toBeNull();
    const wrong = [
      '',
      '.',
      wPlus(1),
      `${photo}.`,
      `${photo.slice(1)}.AAAA`,
      '.AB',
      `.${'A'.repeat(12_449)}`,
      7,
    ];
    for (const value of wrong)
      expect(fieldProblem('a.latent', value), String(value).slice(0, 80)).not.toBeNull();
  });
});
