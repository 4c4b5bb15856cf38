import { limits, newMemberId } from '@toile/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  changeDesign,
  createDesign,
  deleteDesign,
  duplicateDesign,
  type EditError,
  localOrigin,
  moveDesign,
  renameDesign,
  setField,
  setLayer,
  setLock,
  setSlider,
  setSource,
} from './edit.js';
import { designMap, designsOf } from './layout.js';
import { readDesign, readRack } from './read.js';

describe('edits', () => {
  let doc: Y.Doc;
  let origins: unknown[];
  const updatesOf = (edit: () => unknown): number => {
    const before = origins.length;
    edit();
    return origins.length - before;
  };
  /** Runs an edit that has to throw, and expects the document to be as it was. */
  const refused = (edit: () => unknown, code: EditError['code']) => {
    const before = Y.encodeStateAsUpdate(doc);
    expect(edit).toThrowError(expect.objectContaining({ name: 'EditError', code }));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  };

  beforeEach(() => {
    doc = new Y.Doc();
    origins = [];
    doc.on('update', (_update, origin) => origins.push(origin));
  });

  it('R5: creates a design with its fields, in one transaction of the local origin', () => {
    const createdBy = newMemberId();
    const fields = {
      name: 'Coat',
      pack: 'f'.repeat(64),
      a: { kind: 'seed', seed: 7, category: 2 },
      b: { kind: 'seed', seed: 0xffff_ffff, category: null },
      structure: 0.25,
      style: 1,
      truncationPsi: 1.5,
      layers: { 3: 0.5 },
      sliders: { sleeves: -10, 'ganspace-3': 0 },
      locks: ['sleeves', 'truncationPsi'],
      styleNumber: 'S-104',
      note: 'Horn buttons',
      lineage: { how: 'branch', parent: 'AAAAAAAAAAAA' },
    } as const;
    const id = createDesign(doc, fields, { createdBy });
    expect(origins).toEqual([localOrigin]);
    expect(readDesign(doc, id)).toEqual({ ...fields, id, order: 'a0', sliders: { sleeves: -10 } });
    expect(designMap(doc, id)?.get('createdBy')).toBe(createdBy);
  });

  it('R5: carries the origin that it is given', () => {
    const id = createDesign(doc, {}, { origin: 'import' });
    for (const edit of [
      () => setField(doc, id, 'mix.style', 1, 'import'),
      () => renameDesign(doc, id, 'x', 'import'),
      () => setSlider(doc, id, 'hem', 1, 'import'),
      () => setSource(doc, id, 'a', { seed: 3 }, 'import'),
      () => deleteDesign(doc, id, 'import'),
    ]) {
      expect(updatesOf(edit)).toBe(1);
    }
    expect(new Set(origins)).toEqual(new Set(['import']));
  });

  it('R5: writes nothing where nothing changes', () => {
    const id = createDesign(doc, { style: 0.5, sliders: { hem: 2 }, name: 'Coat' });
    expect(updatesOf(() => setField(doc, id, 'mix.style', 0.5))).toBe(0);
    expect(updatesOf(() => setSlider(doc, id, 'hem', 2))).toBe(0);
    expect(updatesOf(() => renameDesign(doc, id, ' Coat '))).toBe(0);
    expect(updatesOf(() => moveDesign(doc, id, null))).toBe(0);
    expect(updatesOf(() => moveDesign(doc, id, id))).toBe(0);
    deleteDesign(doc, id);
    expect(updatesOf(() => deleteDesign(doc, id))).toBe(0);
  });

  it('R5: sets seed and category of one source in one transaction, or neither', () => {
    const id = createDesign(doc, {});
    expect(updatesOf(() => setSource(doc, id, 'b', { seed: 9, category: 4 }))).toBe(1);
    expect(readDesign(doc, id)?.b).toEqual({ kind: 'seed', seed: 9, category: 4 });
    expect(readDesign(doc, id)?.a).toEqual({ kind: 'seed', seed: 0, category: null });
    setSource(doc, id, 'b', { category: null });
    expect(readDesign(doc, id)?.b).toEqual({ kind: 'seed', seed: 9, category: null });
    refused(() => setSource(doc, id, 'b', { seed: 10, category: -1 }), 'invalid-value');
  });

  it('R25: changes several fields in one step, and replaces sliders, layers and locks as a whole', () => {
    const id = createDesign(doc, {
      name: 'Coat',
      sliders: { hem: 1, cuffs: 2 },
      layers: { 0: 1, 1: 0.5 },
      locks: ['hem'],
      lineage: { how: 'child', parent: 'AAAAAAAAAAAA' },
    });
    const change = () =>
      changeDesign(doc, id, { style: 0.25, sliders: { cuffs: 3 }, layers: { 1: 0 }, locks: ['cuffs'] });
    expect(updatesOf(change)).toBe(1);
    expect(updatesOf(change)).toBe(0);
    expect(readDesign(doc, id)).toMatchObject({
      name: 'Coat',
      style: 0.25,
      sliders: { cuffs: 3 },
      layers: { 1: 0 },
      locks: ['cuffs'],
      lineage: { how: 'child', parent: 'AAAAAAAAAAAA' },
    });
    changeDesign(doc, id, { structure: 1 });
    expect(readDesign(doc, id)).toMatchObject({ structure: 1, sliders: { cuffs: 3 }, layers: { 1: 0 } });
    refused(() => changeDesign(doc, id, { structure: 0, style: 2 }), 'invalid-value');
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`s${at}`, 1]));
    refused(() => changeDesign(doc, id, { structure: 0, sliders: many }), 'invalid-value');
  });

  it('R2 R5: refuses what a field may not hold, before the document is touched', () => {
    const id = createDesign(doc, {});
    refused(() => createDesign(doc, { structure: 2 }), 'invalid-value');
    refused(() => createDesign(doc, {}, { createdBy: 'nobody' }), 'invalid-value');
    refused(() => setField(doc, id, 'mix.style', Number.NaN), 'invalid-value');
    refused(() => setField(doc, id, 'mix.style', null), 'invalid-value');
    refused(() => setField(doc, id, 'colour' as never, 1), 'invalid-value');
    refused(() => setSlider(doc, id, 'hem', limits.sliderSigmas + 1e-9), 'invalid-value');
    refused(() => setSlider(doc, id, 'No Such', 1), 'invalid-value');
    refused(() => setSource(doc, id, 'a', { seed: 2 ** 32 }), 'invalid-value');
    refused(() => setLayer(doc, id, limits.layersPerDesign, 0), 'invalid-value');
    refused(() => setLock(doc, id, 'No Such', true), 'invalid-value');
  });

  it('R5: says so where there is no such design', () => {
    const gone = createDesign(doc, {});
    deleteDesign(doc, gone);
    for (const edit of [
      () => setField(doc, gone, 'mix.style', 1),
      () => renameDesign(doc, gone, 'x'),
      () => setSlider(doc, gone, 'hem', 1),
      () => setSource(doc, gone, 'a', {}),
      () => changeDesign(doc, gone, {}),
      () => moveDesign(doc, gone, null),
      () => duplicateDesign(doc, gone),
    ]) {
      refused(edit, 'no-such-design');
    }
  });

  it('R6: has an end to the rack, and to the sliders of a design', () => {
    const sliders = Object.fromEntries(
      Array.from({ length: limits.slidersPerDesign }, (_, at) => [`s${at}`, 1]),
    );
    const full = createDesign(doc, { sliders });
    refused(() => setSlider(doc, full, 'one-more', 1), 'invalid-value');
    refused(() => createDesign(doc, { sliders: { ...sliders, 'one-more': 1 } }), 'invalid-value');
    setSlider(doc, full, 's0', 2);
    setSlider(doc, full, 's0', 0);
    setSlider(doc, full, 'one-more', 1);
    while (readRack(doc).length < limits.designsPerRoom) createDesign(doc, {});
    refused(() => createDesign(doc, {}), 'rack-full');
    refused(() => duplicateDesign(doc, full), 'rack-full');
    deleteDesign(doc, full);
    createDesign(doc, {});
  });

  it('R7 R26: copies every field but id, order, maker and lineage, to the place after the original', () => {
    const fields = {
      name: 'Coat',
      structure: 0.5,
      layers: { 2: 1 },
      truncationPsi: 0.3,
      sliders: { hem: -2 },
      locks: ['hem'],
    };
    const original = createDesign(doc, fields, { createdBy: newMemberId() });
    const last = createDesign(doc, {});
    const copy = duplicateDesign(doc, original);
    expect(readRack(doc).map(({ id }) => id)).toEqual([original, copy, last]);
    expect(readDesign(doc, copy)).toMatchObject({ ...fields, name: 'Coat copy' });
    expect(readDesign(doc, copy)?.lineage).toEqual({ how: 'copy', parent: original });
    expect(designMap(doc, copy)?.has('createdBy')).toBe(false);
  });

  it('R7: copies a design whose name is as long as names may be, and cuts a name between characters', () => {
    const { designNameChars } = limits;
    const id = createDesign(doc, { name: 'x'.repeat(designNameChars) });
    expect(readDesign(doc, duplicateDesign(doc, id))?.name).toBe('x'.repeat(designNameChars));
    renameDesign(doc, id, `${'y'.repeat(designNameChars - 1)}🧵`);
    expect(readDesign(doc, id)?.name).toBe('y'.repeat(designNameChars - 1));
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
    expect(designsOf(replica).toJSON()).toEqual(designsOf(doc).toJSON());
  });
});
