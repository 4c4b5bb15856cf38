import { limits, newDesignId, newMemberId } from '@toile/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AdmissionDoc } from './admission.js';
import {
  changeDesign,
  createDesign,
  deleteDesign,
  duplicateDesign,
  moveDesign,
  setField,
  setLayer,
  setLock,
  setSlider,
} from './edit.js';
import { lockable } from './fields.js';
import { designMap, designsOf } from './layout.js';
import { readRack } from './read.js';
import { createUndo } from './undo.js';

/** What `edit` adds to a replica of `doc`, as one update. */
function updateOf(doc: Y.Doc, edit: (replica: Y.Doc) => void): Uint8Array {
  const replica = new Y.Doc();
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(replica);
  edit(replica);
  return Y.encodeStateAsUpdate(replica, before);
}

describe('admission', () => {
  let room: AdmissionDoc;
  let id: string;
  const admit = (edit: (replica: Y.Doc) => void) => room.admit(updateOf(room.doc, edit), 'test');
  /** A write past the edits, as a hostile client makes it. */
  const write = (field: string, value: unknown) =>
    admit((doc) => designMap(doc, id)?.set(field, value as number));

  beforeEach(() => {
    room = new AdmissionDoc(new Y.Doc());
    admit((doc) => {
      id = createDesign(doc, { name: 'Coat' });
    });
  });

  it('R24: names the designs that an admitted update touched', () => {
    expect(admit((doc) => setSlider(doc, id, 'hem', 1))).toEqual({ kind: 'admitted', designIds: [id] });
    let child = '';
    const outcome = admit((doc) => {
      const fields = { lineage: { how: 'child', parent: id } as const, layers: { 3: 0.5 }, locks: ['hem'] };
      child = createDesign(doc, fields, { afterId: id, createdBy: newMemberId() });
      setField(doc, id, 'name', 'Long coat');
    });
    expect(outcome).toMatchObject({ kind: 'admitted' });
    expect(outcome.kind === 'admitted' && new Set(outcome.designIds)).toEqual(new Set([id, child]));
    expect(readRack(room.doc)[1]).toMatchObject({ lineage: { how: 'child', parent: id }, locks: ['hem'] });
  });

  it('R18: admits locks, layers and lineage as their schemas allow them', () => {
    for (const name of [...lockable, 'hem', 'ganspace-3']) {
      expect(write(`lock.${name}`, 1)).toMatchObject({ kind: 'admitted' });
      expect(write(`lock.${name}`, 0)).toMatchObject({ kind: 'admitted' });
    }
    expect(write('mix.layer.0', 0.5)).toMatchObject({ kind: 'admitted' });
    expect(write('mix.layer.31', null)).toMatchObject({ kind: 'admitted' });
    expect(write('lineage.how', 'copy')).toMatchObject({ kind: 'admitted' });
    expect(write('lineage.parent', newDesignId())).toMatchObject({ kind: 'admitted' });
  });

  it.each<[string, unknown]>([
    ['lock.hem', 2],
    ['lock.hem', true],
    ['lock.hem', null],
    ['lock.Hem', 1],
    ['lock.', 1],
    ['lock.createdBy', 1],
    ['mix.layer.0', 1.01],
    ['mix.layer.0', Number.NaN],
    ['mix.layer.32', 0],
    ['mix.layer.00', 0],
    ['mix.layers', 0],
    ['lineage.how', 'theft'],
    ['lineage.parent', '../etc'],
    ['lineage.parent', 7],
    ['lineage', 'copy'],
    ['styleNumber', 'x'.repeat(limits.styleNumberChars + 1)],
    ['note', 'x'.repeat(limits.noteChars + 1)],
    ['note', null],
    ['notes', 'x'],
    ['slider.hem', 11],
    ['colour', 'red'],
  ])('R16 R18: refuses %s = %s and stays as it was', (field, value) => {
    const before = Y.encodeStateAsUpdate(room.doc);
    expect(write(field, value)).toMatchObject({ kind: 'refused', code: 'update-invalid' });
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before);
    expect(admit((doc) => setSlider(doc, id, 'hem', 1))).toMatchObject({ kind: 'admitted' });
  });

  it('R60: admits a style number and a note, and a copy has them too', () => {
    expect(write('styleNumber', 'S-104')).toMatchObject({ kind: 'admitted', designIds: [id] });
    expect(write('note', 'Lining in \u201cbutter\u201d,\nhorn buttons 🧵')).toMatchObject({
      kind: 'admitted',
    });
    expect(admit((doc) => duplicateDesign(doc, id))).toMatchObject({ kind: 'admitted' });
    const [original, copy] = readRack(room.doc);
    expect(copy).toMatchObject({ styleNumber: 'S-104', note: original?.note });
  });

  it('R17: a drag made offline arrives as many values of one key, all but the last deleted', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
    // Undo keeps what was overwritten, so the values stay in the update.
    const undo = createUndo(doc);
    for (let sigmas = 1; sigmas <= 5; sigmas++) setSlider(doc, id, 'hem', sigmas);
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room.doc));
    expect(Y.decodeUpdate(update).structs.map(({ length }) => length)).toContain(4);
    expect(room.admit(update, 'test')).toEqual({ kind: 'admitted', designIds: [id] });
    undo.undo();
    expect(room.admit(Y.encodeStateAsUpdate(doc), 'test')).toEqual({ kind: 'admitted', designIds: [id] });
    expect(readRack(room.doc)[0]?.sliders).toEqual({});
  });

  it('R17: refuses several values under one key that would live on', () => {
    const update = updateOf(room.doc, (doc) => {
      const map = designMap(doc, id) as Y.Map<string | number | null>;
      doc.transact((transaction) => {
        const content = new Y.ContentAny([1, 2]);
        const itemId = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
        const item = new Y.Item(itemId, null, null, null, null, map, 'slider.hem', content);
        item.integrate(transaction, 0);
      });
    });
    expect(Y.decodeUpdate(update).structs.map(({ length }) => length)).toEqual([2]);
    expect(room.admit(update, 'test')).toMatchObject({ kind: 'refused', code: 'update-malformed' });
    expect(readRack(room.doc)[0]?.sliders).toEqual({});
  });

  it('R18: remembers no more locks, nor sliders, than a pack can offer', () => {
    for (const family of ['lock', 'slider']) {
      const fill = (from: number, count: number) =>
        admit((doc) => {
          for (let at = from; at < from + count; at++) designMap(doc, id)?.set(`${family}.s${at}`, 0);
        });
      expect(fill(0, 256)).toMatchObject({ kind: 'admitted' });
      expect(fill(256, 1)).toMatchObject({ kind: 'refused', code: 'update-invalid' });
      expect(fill(0, 256)).toMatchObject({ kind: 'admitted' });
    }
  });

  it('R16 R23: people who edit, vary, lock, undo and delete at random converge with what was admitted', () => {
    const random = seeded(7);
    const people = Array.from({ length: 3 }, () => new Y.Doc());
    const undos = people.map((doc) => createUndo(doc));
    const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
    const replay = new Y.Doc();
    for (const doc of [...people, replay]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
    const sync = (doc: Y.Doc) => {
      const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room.doc));
      expect(room.admit(update, 'test')).toEqual({ kind: 'admitted', designIds: expect.any(Array) });
      Y.applyUpdate(replay, update);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(doc)));
    };
    for (let step = 0; step < 600; step++) {
      const who = Math.floor(random() * people.length);
      const doc = people[who] as Y.Doc;
      const rack = readRack(doc);
      const design = rack.length > 0 ? pick(rack).id : createDesign(doc, {});
      const name = pick(['hem', 'cuffs', 'collar']);
      pick([
        () => setSlider(doc, design, name, pick([0, 1, -2])),
        () => setLock(doc, design, name, random() < 0.5),
        () => setLayer(doc, design, Math.floor(random() * 32), pick([null, 0, random(), 1])),
        () =>
          changeDesign(doc, design, {
            sliders: { [name]: random() },
            layers: {},
            locks: [name],
            style: random(),
          }),
        () => rack.length < 20 && duplicateDesign(doc, design),
        () =>
          rack.length < 20 &&
          createDesign(
            doc,
            { lineage: { how: pick(['child', 'branch']), parent: design } },
            { afterId: design },
          ),
        () => moveDesign(doc, design, pick([null, ...rack]) === null ? null : (pick(rack)?.id ?? null)),
        () => deleteDesign(doc, design),
        () => undos[who]?.undo(),
        () => undos[who]?.redo(),
      ])();
      undos[who]?.stopCapturing();
      if (random() < 0.4) sync(doc);
    }
    for (const doc of [...people, ...people]) sync(doc);
    const state = designsOf(room.doc).toJSON();
    expect(readRack(room.doc).length).toBeGreaterThan(0);
    for (const doc of [...people, replay]) expect(designsOf(doc).toJSON()).toEqual(state);
  });

  it('R16 R17: nothing happens to the room under 400 damaged updates that it refuses', () => {
    const random = seeded(11);
    const outcomes = { admitted: 0, incomplete: 0, refused: 0 };
    for (let round = 0; round < 400; round++) {
      const update = updateOf(room.doc, (doc) => {
        setLock(doc, id, 'hem', random() < 0.5);
        setLayer(doc, id, Math.floor(random() * 32), random());
        setSlider(doc, id, 'cuffs', random());
      });
      for (let hits = Math.floor(random() * 4); hits >= 0; hits--) {
        update[Math.floor(random() * update.length)] = Math.floor(random() * 256);
      }
      const before = Y.encodeStateAsUpdate(room.doc);
      const { kind } = room.admit(update, 'test');
      outcomes[kind] += 1;
      if (kind !== 'admitted') expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before);
      expect(readRack(room.doc).length).toBeLessThanOrEqual(limits.designsPerRoom);
      // What damage was admitted may have taken the design: put one back.
      if (!designMap(room.doc, id)) {
        admit((doc) => {
          id = createDesign(doc, { name: 'Coat' });
        });
      }
    }
    expect(outcomes.refused).toBeGreaterThan(100);
    expect(outcomes.admitted).toBeGreaterThan(0);
  });
});

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
