import { createDesign, createUndo, deleteDesign, moveDesign, setField, setSlider } from '@toile/room';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type RackChange, RackMirror } from './rack-mirror.js';

describe('RackMirror', () => {
  let doc: Y.Doc;
  let mirror: RackMirror;
  let changes: RackChange[];
  let [one, two]: [string, string] = ['', ''];

  beforeEach(() => {
    doc = new Y.Doc();
    one = createDesign(doc, { name: 'One' });
    two = createDesign(doc, { name: 'Two' });
    changes = [];
    mirror = new RackMirror(doc, (change) => changes.push(change));
    mirror.live();
    changes.length = 0;
  });

  it('keeps the array and each design the same object while nothing in it differs', () => {
    const before = mirror.rack;
    setField(doc, one, 'mix.style', 0); // what it is already, by default
    expect(mirror.rack).toBe(before);
    expect(changes).toEqual([]);
  });

  it('replaces only the design that changed', () => {
    const before = mirror.rack;
    setSlider(doc, two, 'sleeves', 1.5);
    expect(mirror.rack).not.toBe(before);
    expect(mirror.rack[0]).toBe(before[0]);
    expect(mirror.rack[1]).toMatchObject({ id: two, sliders: { sleeves: 1.5 } });
    expect(before[1]?.sliders).toEqual({});
    expect(changes).toEqual([{ designIds: [two], local: true }]);
  });

  it('tells local edits, undo included, from those of others', () => {
    const undo = createUndo(doc);
    setSlider(doc, one, 'sleeves', 1);
    undo.undo();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    setSlider(other, one, 'sleeves', 2);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(changes.map(({ local }) => local)).toEqual([true, true, false]);
  });

  it('follows creation, order and removal', () => {
    const three = createDesign(doc, { name: 'Three' });
    moveDesign(doc, three, null);
    expect(mirror.rack.map(({ id }) => id)).toEqual([three, one, two]);
    deleteDesign(doc, one);
    expect(mirror.rack.map(({ id }) => id)).toEqual([three, two]);
    expect(mirror.design(one)).toBeNull();
    expect(changes.at(-1)).toEqual({ designIds: [one], local: true });
  });

  it('shows the last rack until the next document has been read, then only what differs', () => {
    const before = mirror.rack;
    const next = new Y.Doc();
    mirror.follow(next);
    Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
    deleteDesign(next, two);
    setSlider(doc, one, 'sleeves', 3); // the old document is no longer listened to
    expect(mirror.rack).toBe(before);
    mirror.live();
    expect(mirror.rack).toEqual([before[0]]);
    expect(mirror.rack[0]).toBe(before[0]);
    expect(changes).toEqual([{ designIds: [two], local: false }]);
  });
});
