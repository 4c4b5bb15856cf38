import { limits } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  changeDesign,
  createDesign,
  deleteDesign,
  moveDesign,
  renameDesign,
  setLock,
  setSlider,
} from './edit.js';
import { designMap, designsOf } from './layout.js';
import { readDesign, readRack } from './read.js';
import { branchVersion, restoreDesign } from './restore.js';
import { createUndo } from './undo.js';
import { designOfState, designState, readState, stateChanges, stateText } from './version-state.js';

const fields = {
  name: 'Field dress',
  a: { kind: 'seed', seed: 7, category: 2 },
  b: { kind: 'seed', seed: 9, category: null },
  structure: 0.25,
  style: 0.5,
  truncationPsi: 0.7,
  layers: { 3: 0.1 },
  sliders: { sleeves: 1.5, hem: -2 },
  locks: ['sleeves'],
} as const;

function rackWith(): { doc: Y.Doc; designId: string } {
  const doc = new Y.Doc();
  createDesign(doc, { name: 'First' });
  const designId = createDesign(doc, fields);
  createDesign(doc, { name: 'Last' });
  return { doc, designId };
}

/** The version that a server would write now. */
const versionOf = (doc: Y.Doc, designId: string, id = 'abcdefghijkm') => ({
  id,
  designId,
  state: stateText(designState(doc, designId) ?? {}),
});

describe('states', () => {
  it('R33: a state is canonical and reads back as the same design', () => {
    const { doc, designId } = rackWith();
    const text = versionOf(doc, designId).state;
    setSlider(doc, designId, 'collar', 0);
    changeDesign(doc, designId, { layers: { 3: 0.1 }, sliders: { hem: -2, sleeves: 1.5 } });
    expect(versionOf(doc, designId).state).toBe(text);
    expect(designOfState(designId, readState(text))).toEqual(readDesign(doc, designId));
    expect(designState(doc, 'nosuchdesign')).toBeNull();
  });

  it.each(['', '{', 'null', '7', '[]', '{"slider.sleeves":99,"colour":"red","mix.style":"x"}'])(
    'R33: reads %j, which is no state, as the defaults',
    (text) => {
      expect(readState(text)).toEqual({});
      expect(designOfState('abcdefghijkm', readState(text)).name).toBe('Untitled');
    },
  );

  it('R33: names the fields that differ, from and to, and not place, maker, lineage or locks', () => {
    const { doc, designId } = rackWith();
    const before = designState(doc, designId) ?? {};
    moveDesign(doc, designId, null);
    setLock(doc, designId, 'hem', true);
    expect(stateChanges(before, designState(doc, designId) ?? {})).toEqual([]);
    changeDesign(doc, designId, { style: 1, layers: {}, sliders: { hem: -2, collar: 3 }, name: 'Coat' });
    expect(stateChanges(before, designState(doc, designId) ?? {})).toEqual([
      { field: 'mix.layer.3', from: 0.1, to: null },
      { field: 'mix.style', from: 0.5, to: 1 },
      { field: 'name', from: 'Field dress', to: 'Coat' },
      { field: 'slider.collar', from: 0, to: 3 },
      { field: 'slider.sleeves', from: 1.5, to: 0 },
    ]);
  });
});

describe('restoring', () => {
  it('R34: gives back the look in one step, leaves name, place and locks, and can be undone', () => {
    const { doc, designId } = rackWith();
    const version = versionOf(doc, designId);
    const look = readDesign(doc, designId);
    changeDesign(doc, designId, {
      a: { kind: 'seed', seed: 1, category: null },
      sliders: { collar: 2 },
      layers: {},
    });
    renameDesign(doc, designId, 'Coat');
    setLock(doc, designId, 'sleeves', false);
    moveDesign(doc, designId, null);
    const before = readDesign(doc, designId);
    const undo = createUndo(doc);
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    restoreDesign(doc, version);
    expect(updates).toBe(1);
    expect(readDesign(doc, designId)).toEqual({ ...look, name: 'Coat', locks: [], order: before?.order });
    expect(designMap(doc, designId)?.get('restored')).toBe(version.id);
    undo.undo();
    expect(readDesign(doc, designId)).toEqual(before);
  });

  it('R34: merges with what somebody else changes at the same time', () => {
    const { doc, designId } = rackWith();
    const version = versionOf(doc, designId);
    setSlider(doc, designId, 'hem', 3);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    restoreDesign(doc, version);
    setSlider(other, designId, 'collar', -1);
    renameDesign(other, designId, 'Coat');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(readDesign(doc, designId)).toEqual(readDesign(other, designId));
    expect(readDesign(doc, designId)).toMatchObject({
      name: 'Coat',
      sliders: { sleeves: 1.5, hem: -2, collar: -1 },
    });
  });

  it('R34: does not touch a design that has the look already', () => {
    const { doc, designId } = rackWith();
    const version = versionOf(doc, designId);
    renameDesign(doc, designId, 'Coat');
    const before = Y.encodeStateAsUpdate(doc);
    restoreDesign(doc, version);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('R35: brings back a design that was taken off, whole, under its id and where it stood', () => {
    const { doc, designId } = rackWith();
    const version = versionOf(doc, designId);
    const rack = readRack(doc);
    deleteDesign(doc, designId);
    const undo = createUndo(doc);
    restoreDesign(doc, version);
    expect(readRack(doc)).toEqual(rack);
    undo.undo();
    expect(readDesign(doc, designId)).toBeNull();
  });

  it('R35: refuses to bring one back onto a full rack', () => {
    const { doc, designId } = rackWith();
    const version = versionOf(doc, designId);
    deleteDesign(doc, designId);
    while (designsOf(doc).size < limits.designsPerRoom) createDesign(doc, {});
    expect(() => restoreDesign(doc, version)).toThrowError(expect.objectContaining({ code: 'rack-full' }));
    expect(readDesign(doc, designId)).toBeNull();
  });

  it('R37: goes on from a version in a design of its own, and leaves the other as it is', () => {
    const { doc, designId } = rackWith();
    const version = { ...versionOf(doc, designId), naming: null };
    changeDesign(doc, designId, { style: 1, sliders: {}, locks: [] });
    const before = readDesign(doc, designId);
    const undo = createUndo(doc);
    const branchId = branchVersion(doc, version, { createdBy: 'mmmmmmmmmmmm' });
    expect(readRack(doc).map(({ name }) => name)).toEqual([
      'First',
      'Field dress',
      'Field dress branch',
      'Last',
    ]);
    const { id: _id, order: _order, ...look } = designOfState(designId, readState(version.state));
    expect(readDesign(doc, branchId)).toMatchObject({
      ...look,
      name: 'Field dress branch',
      lineage: { how: 'branch', parent: designId },
    });
    expect(readDesign(doc, designId)).toEqual(before);
    undo.undo();
    expect(readRack(doc)).toHaveLength(3);
  });

  it('R37: calls it by the name of the version, and knows its parent though that has gone', () => {
    const { doc, designId } = rackWith();
    const naming = { name: 'x'.repeat(100), by: { id: 'mmmmmmmmmmmm', name: 'Ana' }, atMs: 1 };
    const version = { ...versionOf(doc, designId), naming };
    deleteDesign(doc, designId);
    const branch = readDesign(doc, branchVersion(doc, version));
    expect(branch?.name).toMatch(/^Field dress, x+$/);
    expect(branch?.name).toHaveLength(limits.designNameChars);
    expect(branch?.lineage).toEqual({ how: 'branch', parent: designId });
    expect(readRack(doc).at(-1)?.id).toBe(branch?.id);
  });
});
