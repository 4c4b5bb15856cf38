import { limits, newDesignId } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createDesign, setField } from './edit.js';
import { fieldProblem } from './fields.js';
import { designMap, designsOf } from './layout.js';
import { readDesign, readRack } from './read.js';

const defaults = {
  name: 'Untitled',
  order: 'a0',
  pack: null,
  a: { kind: 'seed', seed: 0, category: null },
  b: { kind: 'seed', seed: 1, category: null },
  structure: 0,
  style: 0,
  layers: {},
  truncationPsi: 0.7,
  sliders: {},
  locks: [],
  styleNumber: '',
  note: '',
  lineage: null,
};

describe('reading', () => {
  it('R1: merges edits of different fields, and takes one of two for the same field', () => {
    const [one, other] = [new Y.Doc(), new Y.Doc()];
    const id = createDesign(one, {});
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    setField(one, id, 'mix.structure', 0.25);
    setField(other, id, 'mix.style', 0.75);
    setField(one, id, 'truncationPsi', 0.1);
    setField(other, id, 'truncationPsi', 0.2);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    expect(readDesign(one, id)).toEqual(readDesign(other, id));
    expect(readDesign(one, id)).toMatchObject({ structure: 0.25, style: 0.75 });
    expect([0.1, 0.2]).toContain(readDesign(one, id)?.truncationPsi);
  });

  it.each([
    ['nothing', {}],
    [
      'values that are not allowed',
      {
        name: 'x'.repeat(limits.designNameChars + 1),
        order: '!!',
        pack: 'house',
        'a.latent': 'AAAA',
        'a.seed': -1,
        'a.category': 'shirt',
        'b.seed': 0.5,
        'b.category': 1000,
        'mix.structure': Number.NaN,
        'mix.style': Number.POSITIVE_INFINITY,
        truncationPsi: '0.7',
        'slider.hem': 'long',
        'slider.sleeves': limits.sliderSigmas + 1,
        'slider.rest': 0,
        'slider.': 1,
        'slider.__proto__': 1,
        'mix.layer.0': 1.5,
        'mix.layer.32': 0.5,
        'mix.layer.01': 0.5,
        'lock.hem': 2,
        'lock.sleeves': 0,
        'lock.Name': 1,
        styleNumber: 104,
        note: 'half a needle: \ud83e',
        'lineage.how': 'theft',
        'lineage.parent': 'AAAAAAAAAAAA',
      },
    ],
    ['keys that nobody knows', { constructor: 1, toString: 'x', colour: 'red' }],
  ])('R3: reads a design of %s as the defaults', (_what, junk) => {
    const doc = new Y.Doc();
    const id = newDesignId();
    designsOf(doc).set(id, new Y.Map<string | number | null>(Object.entries(junk as Record<string, string>)));
    expect(readDesign(doc, id)).toEqual({ id, ...defaults });
  });

  it('R3: leaves off the rack what is no design', () => {
    const doc = new Y.Doc();
    const designs = doc.getMap<unknown>('designs');
    for (const value of [1, 'coat', null, [1], { name: 'coat' }, new Y.Array(), new Y.Text('coat')]) {
      designs.set(newDesignId(), value);
    }
    const id = createDesign(doc, {});
    expect(readRack(doc).map((design) => design.id)).toEqual([id]);
    expect(readDesign(doc, newDesignId())).toBeNull();
  });

  it('R4: sorts by order, ties by id, not by who came first', () => {
    const doc = new Y.Doc();
    const ids = Array.from({ length: 20 }, () => createDesign(doc, {}));
    for (const id of ids) setField(doc, id, 'order', 'a5');
    expect(readRack(doc).map(({ id }) => id)).toEqual([...ids].sort());
    setField(doc, ids[3]!, 'order', 'a4');
    expect(readRack(doc)[0]?.id).toBe(ids[3]);
  });

  it.each<[string, unknown[], unknown[]]>([
    ['name', ['', 'Coat', '🧵'], [1, null, 'x'.repeat(81), '\ud83e', '\udded!']],
    ['a.seed', [0, 0xffff_ffff], [-1, 2 ** 32, 1.5, Number.NaN, null, '1', 1n]],
    ['b.category', [null, 0, 999], [-1, 1000, 0.5, undefined]],
    ['mix.style', [0, 0.5, 1], [-1e-9, 1.0001, Number.NaN, Number.POSITIVE_INFINITY, null, true]],
    [
      'truncationPsi',
      [0, limits.truncationPsi],
      [-0.1, limits.truncationPsi + 0.01, Number.NEGATIVE_INFINITY],
    ],
    ['slider.hem', [0, -10, 10], [10.1, Number.NaN, null, '1', [1]]],
    ['createdBy', ['AAAAAAAAAAAA'], ['', 'me', 12]],
    ['mix.layer.0', [0, 0.5, 1, null], [-0.1, 1.1, Number.NaN, '1']],
    ['mix.layer.31', [1], []],
    ['mix.layer.32', [], [1]],
    ['mix.layer.', [], [1]],
    ['mix.layer.-1', [], [1]],
    ['mix.layer.1e1', [], [1]],
    ['lock.hem', [0, 1], [true, null, 2, '1', 0.5]],
    ['lock.mix.structure', [0, 1], []],
    ['lock.source.a', [1], []],
    ['lock.name', [1], []],
    ['lock.createdBy', [], [1]],
    ['lock.', [], [1]],
    ['lineage.how', ['copy', 'child', 'branch', 'paste'], ['', null, 'theft']],
    ['lineage.parent', ['AAAAAAAAAAAA', null], ['', 'nobody', 1]],
    ['styleNumber', ['', 'S-104', '春 7'], [104, null, 'x'.repeat(33), '\ud83e']],
    ['note', ['', 'two\nlines', 'x'.repeat(2_000)], [null, 1, 'x'.repeat(2_001), '\udded']],
    ['slider.Hem', [], [1]],
    ['slider.', [], [1]],
    ['toString', [], ['x', 1]],
    ['__proto__', [], [{}, 1]],
    ['', [], ['x']],
  ])('R2: %s', (field, allowed, refused) => {
    for (const value of allowed) expect(fieldProblem(field, value)).toBeNull();
    for (const value of refused) expect(fieldProblem(field, value)).toEqual(expect.any(String));
  });

  it('R3: reads layers, locks and lineage; at rest they are absent', () => {
    const doc = new Y.Doc();
    const id = createDesign(doc, {
      layers: { 10: 1, 2: 0 },
      locks: ['hem', 'source.a'],
      lineage: { how: 'paste', parent: null },
    });
    setField(doc, id, 'mix.layer.3', null);
    setField(doc, id, 'lock.cuffs', 0);
    expect(readDesign(doc, id)).toMatchObject({
      layers: { 2: 0, 10: 1 },
      locks: ['hem', 'source.a'],
      lineage: { how: 'paste', parent: null },
    });
  });

  it('R2: says little of a key that is long', () => {
    expect(fieldProblem('x'.repeat(100_000), 1)?.length).toBeLessThan(120);
    expect(fieldProblem(`slider.${'X'.repeat(100_000)}`, 1)?.length).toBeLessThan(120);
  });

  it('R1: finds the map of a design, and none of what is not one', () => {
    const doc = new Y.Doc();
    const id = createDesign(doc, {});
    expect(designMap(doc, id)).toBeInstanceOf(Y.Map);
    expect(designMap(doc, newDesignId())).toBeNull();
  });
});
