import { recipeHash } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Design } from './design.js';
import { designRecipe } from './design-recipe.js';
import { changeDesign, createDesign, type DesignFields } from './edit.js';
import { lockable } from './fields.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';
import { children, rested, shuffled } from './vary.js';

const ids = Array.from({ length: 20 }, (_, at) => `s${at}`);
const pack = testPack({ categories: ['shirt', 'dress'], sliders: ids });

function designOf(fields: DesignFields = {}): Design {
  const doc = new Y.Doc();
  const design = readDesign(
    doc,
    createDesign(doc, {
      a: { kind: 'seed', seed: 1, category: 1 },
      b: { kind: 'seed', seed: 2, category: 0 },
      structure: 0.3,
      style: 0.7,
      sliders: { s0: 1, s1: -2 },
      ...fields,
    }),
  );
  if (!design) throw new Error('expected the design that was made');
  return design;
}

const variation = { seed: 7, strength: 0.5, count: 8, anotherB: false };
const hashes = (design: Design, all: readonly DesignFields[]) =>
  all.map((fields) => recipeHash(designRecipe({ ...design, ...fields }, pack)));

describe('children', () => {
  it('R28: are the same for the same numbers, and differ from each other and from the design', () => {
    const design = designOf();
    const once = children(design, pack, variation);
    expect(children(design, pack, variation)).toEqual(once);
    expect(new Set([...hashes(design, once), recipeHash(designRecipe(design, pack))]).size).toBe(9);
    expect(children(design, pack, { ...variation, seed: 8 })).not.toEqual(once);
  });

  it('R28: are the design itself at strength 0, and go further as it grows', () => {
    const design = designOf();
    for (const fields of children(design, pack, { ...variation, strength: 0 })) {
      expect(designRecipe({ ...design, ...fields }, pack)).toEqual(designRecipe(design, pack));
    }
    const distance = (strength: number) =>
      children(design, pack, { ...variation, strength })
        .flatMap(({ sliders = {} }) =>
          ids.map((id) => Math.abs((sliders[id] ?? 0) - (design.sliders[id] ?? 0))),
        )
        .reduce((sum, one) => sum + one, 0);
    expect(distance(0.2)).toBeGreaterThan(0);
    expect(distance(0.4)).toBeGreaterThan(1.8 * distance(0.2));
    expect(distance(1)).toBeGreaterThan(distance(0.4));
  });

  it('R28: move few sliders, and may be asked for another B', () => {
    const design = designOf();
    for (const { sliders = {}, a, b } of children(design, pack, variation)) {
      expect(ids.filter((id) => (sliders[id] ?? 0) !== (design.sliders[id] ?? 0)).length).toBeLessThanOrEqual(
        6,
      );
      expect([a, b]).toEqual([undefined, undefined]);
    }
    const partners = children(design, pack, { ...variation, anotherB: true }).map(({ b }) => b);
    expect(new Set(partners.map((b) => b?.seed)).size).toBe(8);
    expect(partners.every((b) => b?.category === 0)).toBe(true);
  });

  it('R29: leave alone what is locked; a lock changes nothing else', () => {
    const locked = designOf({ locks: ['s0', 's5', 'mix.style', 'source.b'] });
    for (const fields of children(locked, pack, { ...variation, strength: 1, anotherB: true })) {
      expect(fields.sliders).toMatchObject({ s0: 1 });
      expect(fields.sliders).not.toHaveProperty('s5');
      expect(fields).not.toHaveProperty('style');
      expect(fields).not.toHaveProperty('b');
    }
    const structures = (design: Design) =>
      children(design, pack, variation).map(({ structure }) => structure);
    expect(structures(locked)).toEqual(structures(designOf()));
    const all = designOf({ locks: [...ids, ...lockable] });
    for (const fields of children(all, pack, { ...variation, strength: 1, anotherB: true })) {
      expect(designRecipe({ ...all, ...fields }, pack)).toEqual(designRecipe(all, pack));
    }
  });

  it('R28: can be put on a rack, from any design and at any strength', () => {
    const many = Array.from({ length: 70 }, (_, at) => `s${at}`);
    const wide = testPack({ sliders: many });
    const full = designOf({ sliders: Object.fromEntries(many.slice(6).map((id) => [id, 3])) });
    const doc = new Y.Doc();
    for (const strength of [0.1, 1]) {
      for (const fields of children(full, wide, { ...variation, strength, seed: 0xffff_ffff, count: 20 })) {
        const child = readDesign(
          doc,
          createDesign(doc, { ...fields, lineage: { how: 'child', parent: full.id } }),
        );
        expect(child && recipeHash(designRecipe(child, wide))).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });
});

describe('shuffle', () => {
  it('R30: draws new seeds and sliders, the same for the same number; categories and wildness stay', () => {
    const design = designOf({ layers: { 3: 1 }, truncationPsi: 0.9 });
    const fields = shuffled(design, pack, 4);
    expect(shuffled(design, pack, 4)).toEqual(fields);
    expect(shuffled(design, pack, 5)).not.toEqual(fields);
    expect(fields).toMatchObject({ a: { category: 1 }, b: { category: 0 }, layers: {} });
    expect([fields.a?.seed, fields.b?.seed]).not.toEqual([1, 2]);
    expect(fields.sliders).not.toMatchObject({ s0: 1, s1: -2 });
    expect(fields).not.toHaveProperty('truncationPsi');
  });

  it('R29: leaves alone what is locked; a lock changes nothing else', () => {
    const design = designOf({ locks: ['s1', 'source.a', 'mix.structure'], layers: { 3: 1 } });
    const doc = new Y.Doc();
    const id = createDesign(doc, design);
    changeDesign(doc, id, shuffled(design, pack, 4));
    const after = readDesign(doc, id);
    expect(after).toMatchObject({ a: design.a, structure: 0.3, layers: { 3: 1 }, sliders: { s1: -2 } });
    const free = shuffled(designOf(), pack, 4);
    expect([after?.b, after?.style]).toEqual([free.b, free.style]);
    expect(after?.sliders).not.toHaveProperty('s0', 1);
  });
});

describe('rest', () => {
  it('R38: takes some sliders or all, and leaves what is locked', () => {
    const design = designOf({ sliders: { s0: 1, s1: -2, s2: 3 }, locks: ['s1'] });
    expect(rested(design)).toEqual({ sliders: { s1: -2 } });
    expect(rested(design, ['s0', 's1', 's7'])).toEqual({ sliders: { s1: -2, s2: 3 } });
    expect(rested(design, ['s1', 's7'])).toBeNull();
    expect(rested(designOf({ sliders: {} }))).toBeNull();
  });
});
