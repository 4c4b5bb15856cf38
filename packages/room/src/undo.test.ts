import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AdmissionDoc } from './admission.js';
import { createDesign, deleteDesign, renameDesign, setField, setSlider } from './edit.js';
import { designsOf } from './layout.js';
import { readDesign, readRack } from './read.js';
import { createUndo, holdStep, nextStepDesigns } from './undo.js';

/** Two people over a server that admits: each edit is on all three before the next. */
describe('undo', () => {
  let alice: Y.Doc;
  let bob: Y.Doc;
  let server: AdmissionDoc;
  let undo: Y.UndoManager;

  beforeEach(() => {
    [alice, bob] = [new Y.Doc(), new Y.Doc()];
    server = new AdmissionDoc(new Y.Doc());
    for (const doc of [alice, bob]) {
      doc.on('update', (update, origin) => {
        if (origin !== server) expect(server.admit(update, doc).kind).toBe('admitted');
      });
      server.doc.on('update', (update, origin) => {
        if (origin !== doc) Y.applyUpdate(doc, update, server);
      });
    }
    undo = createUndo(alice);
  });

  afterEach(() => {
    const [one, ...others] = [alice, bob, server.doc].map((doc) => designsOf(doc).toJSON());
    for (const other of others) expect(other).toEqual(one);
  });

  /** Whatever follows is another step. */
  const later = () => undo.stopCapturing();

  it('R11: takes back only mine; what another did in the meantime stands', () => {
    const id = createDesign(alice, {});
    later();
    setField(alice, id, 'mix.style', 0.5);
    setField(bob, id, 'mix.structure', 0.25);
    const theirs = createDesign(bob, { name: 'Bob’s' });
    undo.undo();
    expect(readDesign(alice, id)).toMatchObject({ style: 0, structure: 0.25 });
    expect(readDesign(alice, theirs)?.name).toBe('Bob’s');
    undo.redo();
    expect(readDesign(bob, id)).toMatchObject({ style: 0.5, structure: 0.25 });
  });

  it('R11: leaves alone a field that another has set since', () => {
    const id = createDesign(alice, {});
    later();
    setField(alice, id, 'mix.structure', 0.3);
    later();
    setField(alice, id, 'mix.style', 0.5);
    setField(bob, id, 'mix.style', 0.9);
    undo.undo();
    // The step that Bob has overtaken has nothing left to take back: the one before it goes instead.
    expect(readDesign(alice, id)).toMatchObject({ style: 0.9, structure: 0 });
  });

  it('R11: has nothing to take back of another’s edits', () => {
    const id = createDesign(bob, {});
    setField(bob, id, 'mix.style', 1);
    expect(undo.undo()).toBeNull();
    expect(readDesign(alice, id)?.style).toBe(1);
  });

  it('R11: does not bring back a design that another took off the rack', () => {
    const id = createDesign(alice, {});
    later();
    setField(alice, id, 'mix.style', 1);
    deleteDesign(bob, id);
    undo.undo();
    undo.undo();
    expect(readRack(alice)).toEqual([]);
  });

  it('R12: takes a drag back whole, and two drags one by one', () => {
    const id = createDesign(alice, {});
    later();
    for (let step = 1; step <= 10; step++) setSlider(alice, id, 'hem', step / 10);
    undo.stopCapturing();
    for (let step = 1; step <= 10; step++) setSlider(alice, id, 'sleeves', step / 10);
    undo.undo();
    expect(readDesign(alice, id)?.sliders).toEqual({ hem: 1 });
    undo.undo();
    expect(readDesign(alice, id)?.sliders).toEqual({});
  });

  it('R12: makes creation and deletion steps of their own, however fast they follow', () => {
    const id = createDesign(alice, { name: 'One' });
    setField(alice, id, 'mix.style', 0.5);
    deleteDesign(alice, id);
    const other = createDesign(alice, { name: 'Two' });
    setField(alice, other, 'mix.style', 1);
    const styles = () => readRack(bob).map(({ name, style }) => [name, style]);
    expect(styles()).toEqual([['Two', 1]]);
    undo.undo();
    expect(styles()).toEqual([['Two', 0]]);
    undo.undo();
    expect(styles()).toEqual([]);
    undo.undo();
    expect(styles()).toEqual([['One', 0.5]]);
    undo.undo();
    expect(styles()).toEqual([['One', 0]]);
    undo.undo();
    expect(styles()).toEqual([]);
    for (let step = 0; step < 5; step++) undo.redo();
    expect(styles()).toEqual([['Two', 1]]);
  });

  it('R12: a drag is one step however long the hand rests, and what follows is another', async () => {
    const id = createDesign(alice, {});
    holdStep(undo, true);
    setField(alice, id, 'mix.style', 0.2);
    await new Promise((resolve) => setTimeout(resolve, 450));
    setField(alice, id, 'mix.style', 0.4);
    holdStep(undo, false);
    setField(alice, id, 'mix.style', 0.6);
    const style = () => readDesign(bob, id)?.style;
    undo.undo();
    expect(style()).toBe(0.4);
    undo.undo();
    expect(style()).toBe(0);
  });

  it('R13: brings a deleted design back, with what others had made of it', () => {
    const id = createDesign(alice, { name: 'Coat', sliders: { hem: 1 } });
    setSlider(bob, id, 'hem', 2);
    renameDesign(bob, id, 'Long coat');
    const before = readDesign(bob, id);
    later();
    deleteDesign(alice, id);
    expect(readRack(bob)).toEqual([]);
    undo.undo();
    expect(readDesign(bob, id)).toEqual(before);
    setSlider(bob, id, 'hem', 3);
    setField(alice, id, 'mix.style', 1);
    expect(readDesign(bob, id)).toMatchObject({ sliders: { hem: 3 }, style: 1 });
  });

  it('R13: brings a design back that was changed and deleted in one breath', () => {
    const id = createDesign(bob, { name: 'Coat' });
    setField(alice, id, 'mix.style', 0.5);
    setField(alice, id, 'mix.style', 1);
    renameDesign(alice, id, 'Cape');
    deleteDesign(alice, id);
    undo.undo();
    expect(readDesign(bob, id)).toMatchObject({ name: 'Cape', style: 1 });
    undo.undo();
    expect(readDesign(bob, id)).toMatchObject({ name: 'Coat', style: 0 });
  });

  it('R36: tells which designs the next step would change, back and forth', () => {
    const designId = createDesign(alice, {});
    later();
    setField(alice, designId, 'mix.style', 0.5);
    setField(alice, designId, 'mix.structure', 0.5);
    expect([...nextStepDesigns(undo, 'undo')]).toEqual([designId]);
    expect([...nextStepDesigns(undo, 'redo')]).toEqual([]);
    undo.undo();
    expect([...nextStepDesigns(undo, 'redo')]).toEqual([designId]);
    const other = createDesign(alice, {});
    expect([...nextStepDesigns(undo, 'undo')]).toEqual([other]);
    undo.undo();
    expect([...nextStepDesigns(undo, 'undo')]).toEqual([designId]);
  });
});
