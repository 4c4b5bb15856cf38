import {
  addComment,
  createDesign,
  createUndo,
  deleteDesign,
  holdStep,
  setField,
  setSource,
} from '@toile/room';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { ChangeJournal, holds } from './change-journal.js';
import { SaveCounter } from './save-counter.js';

let doc: Y.Doc;
let undo: Y.UndoManager;
let counter: SaveCounter;
let journal: ChangeJournal;
let designId: string;

beforeEach(() => {
  doc = new Y.Doc();
  designId = createDesign(doc, { name: 'Coat' });
  undo = createUndo(doc);
  counter = new SaveCounter();
  counter.connected();
  doc.on('update', (_update, _origin, _doc, { local }) => {
    if (local) counter.edited();
  });
  journal = new ChangeJournal(() => undefined);
  journal.follow(doc, undo, counter);
});

const style = (value: number) => setField(doc, designId, 'mix.style', value);

describe('ChangeJournal', () => {
  it('counts as undo does: a drag, or what follows at once, is one change', () => {
    holdStep(undo, true);
    for (let at = 1; at < 50; at++) style(at / 50);
    holdStep(undo, false);
    expect(journal.size).toBe(1);
    setSource(doc, designId, 'a', { seed: 7, category: 2 });
    style(0.1);
    expect(journal.size).toBe(2);
    undo.stopCapturing();
    style(0.2);
    expect(journal.size).toBe(3);
    expect(journal.changes[0]?.writes).toEqual([
      { root: 'designs', id: designId, kind: 'set', fields: { 'mix.style': 0.98 }, cleared: [] },
    ]);
  });

  it('counts designs put on or taken off, comments, and steps taken back, one by one', () => {
    const added = createDesign(doc, {});
    deleteDesign(doc, added);
    expect(journal.size).toBe(2);
    addComment(doc, { designId, text: 'One' }, { by: 'AAAAAAAAAAAA', atMs: 1 });
    addComment(doc, { designId, text: 'Two' }, { by: 'AAAAAAAAAAAA', atMs: 1 });
    style(0.5);
    undo.undo();
    undo.redo();
    expect(journal.size).toBe(7);
  });

  it('has as many steps as undo has, however edits and pauses fall', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let state = 42;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let edit = 0; edit < 300; edit++) {
      if (random(2)) vi.advanceTimersByTime(random(600));
      const kind = random(10);
      if (kind === 0) createDesign(doc, {});
      else if (kind === 1) holdStep(undo, random(2) === 0);
      else style(random(1_000) / 1_000);
    }
    vi.useRealTimers();
    expect(undo.undoStack.length).toBeGreaterThan(30);
    expect(journal.size).toBe(undo.undoStack.length);
  });

  it('does not count what came from elsewhere', () => {
    const other = new Y.Doc();
    createDesign(other, {});
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'the server');
    expect(journal.size).toBe(0);
  });

  it('forgets a change once its last edit is saved', () => {
    style(0.1);
    counter.sent();
    undo.stopCapturing();
    style(0.2);
    counter.sent();
    style(0.3);
    counter.acknowledged(2);
    journal.settle(counter);
    expect(journal.changes.map(({ writes }) => writes)).toMatchObject([[{ fields: { 'mix.style': 0.3 } }]]);
    counter.sent();
    counter.acknowledged(3);
    journal.settle(counter);
    expect(journal.size).toBe(0);
  });

  it('names the changes of a refused message', () => {
    for (const value of [0.1, 0.2, 0.3]) {
      style(value);
      undo.stopCapturing();
      counter.sent();
    }
    const [first, second, third] = journal.changes;
    expect(journal.within(counter.broughtBy(2))).toEqual([second]);
    expect(journal.within(counter.broughtBy(null))).toEqual([first, second, third]);
  });

  it('keeps what the server has already until it says that it is committed', () => {
    style(0.5);
    const changes = journal.take();
    expect(journal.size).toBe(0);
    counter.connected();
    journal.carry(changes);
    journal.settle(counter);
    expect(journal.size).toBe(1);
    counter.acknowledged(1);
    journal.settle(counter);
    expect(journal.size).toBe(0);
  });
});

describe('holds', () => {
  it('tells whether a document has a change, by its clock, and is silent on deletions', () => {
    const before = Y.encodeStateAsUpdate(doc);
    style(0.5);
    undo.stopCapturing();
    deleteDesign(doc, designId);
    const [set, gone] = journal.changes;
    if (!set || !gone) throw new Error('expected two changes');
    const behind = new Y.Doc();
    Y.applyUpdate(behind, before);
    expect([holds(doc, set), holds(behind, set)]).toEqual([true, false]);
    expect([holds(doc, gone), holds(behind, gone)]).toEqual([false, false]);
  });
});
