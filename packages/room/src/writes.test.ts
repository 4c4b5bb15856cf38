import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComment, deleteComment, editComment, resolveThread } from './comment-edit.js';
import { createDesign, deleteDesign, moveDesign, setField, setLayer, setSlider } from './edit.js';
import { commentsOf, designMap, designsOf } from './layout.js';
import { createUndo } from './undo.js';
import { mergeWrites, type Write, writeAgain, writeSchema, writesOf } from './writes.js';

const by = { by: 'AAAAAAAAAAAA', atMs: 1 };

let doc: Y.Doc;
/** What each edit since the last `forget` wrote. */
let written: Write[][];

beforeEach(() => {
  doc = new Y.Doc();
  written = [];
  doc.on('update', (_update, _origin, _doc, transaction) => written.push(writesOf(transaction)));
});

const forget = () => {
  written = [];
};
const replica = (of: Y.Doc) => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(of));
  return copy;
};
const content = (of: Y.Doc) => ({ designs: designsOf(of).toJSON(), comments: commentsOf(of).toJSON() });

/** Every kind of edit there is, some of them taken back. */
function manyEdits(): void {
  const [kept] = [...designsOf(doc).keys()];
  const [comment] = [...commentsOf(doc).keys()];
  if (kept === undefined || comment === undefined) throw new Error('expected a design and a comment');
  const undo = createUndo(doc);
  undo.captureTimeout = 0;
  setSlider(doc, kept, 'sleeves', 2);
  setField(doc, kept, 'mix.style', 0.4);
  setLayer(doc, kept, 3, 0.5);
  undo.undo();
  setField(doc, kept, 'mix.style', 0.6);
  const added = createDesign(doc, { name: 'Added', sliders: { hem: 1 } });
  setSlider(doc, added, 'hem', 3);
  moveDesign(doc, added, null);
  const passing = createDesign(doc, { name: 'Passing' });
  deleteDesign(doc, passing);
  undo.undo();
  undo.undo();
  const remark = addComment(doc, { designId: kept, text: 'Longer?', spot: { x: 0.5, y: 0.5 } }, by);
  editComment(doc, remark, 'Longer!', 2);
  resolveThread(doc, comment, by);
  deleteComment(doc, addComment(doc, { designId: kept, text: 'Never mind' }, by));
}

describe('writes', () => {
  beforeEach(() => {
    const first = createDesign(doc, { name: 'First' });
    createDesign(doc, { name: 'Second' });
    addComment(doc, { designId: first, text: 'Hm.' }, by);
    forget();
  });

  it('W1: are what a transaction made: put, set, cleared or gone', () => {
    const [id = ''] = designsOf(doc).keys();
    setField(doc, id, 'mix.style', 0.5);
    doc.transact(() => designMap(doc, id)?.delete('mix.style'));
    deleteDesign(doc, id);
    expect(written).toEqual([
      [{ root: 'designs', id, kind: 'set', fields: { 'mix.style': 0.5 }, cleared: [] }],
      [{ root: 'designs', id, kind: 'set', fields: {}, cleared: ['mix.style'] }],
      [{ root: 'designs', id, kind: 'gone', item: { client: doc.clientID, clock: 0 } }],
    ]);
    for (const write of written.flat()) expect(writeSchema.parse(structuredClone(write))).toEqual(write);
  });

  it('W1: of the layout’s version and of roots that no room has are none', () => {
    doc.transact(() => doc.getMap('meta').set('schemaVersion', 9));
    doc.transact(() => doc.getMap('designs').set('AAAAAAAAAAAA', 7));
    doc.transact(() => doc.getArray('list').push([1]));
    expect(written.flat()).toEqual([]);
  });

  it('W1, W2: one by one or merged, they make the same of a document that they have not reached', () => {
    const [one, other] = [replica(doc), replica(doc)];
    manyEdits();
    const put = new Set<string>();
    for (const writes of written) writeAgain(one, writes, null, put);
    writeAgain(other, written.reduce(mergeWrites, []), null);
    expect(content(one)).toEqual(content(doc));
    expect(content(other)).toEqual(content(doc));
  });

  it('W2: change nothing where they have arrived', () => {
    manyEdits();
    const writes = written.reduce(mergeWrites, []);
    const updates: Uint8Array[] = [];
    doc.on('update', (update) => updates.push(update));
    expect(writeAgain(doc, writes, null)).toBe('done');
    expect(updates).toEqual([]);
  });

  it('W3: bring nothing back that somebody took away, and say that it is missing', () => {
    const [id = ''] = designsOf(doc).keys();
    const theirs = replica(doc);
    setField(doc, id, 'mix.style', 0.5);
    deleteDesign(theirs, id);
    expect(writeAgain(theirs, written.flat(), null)).toBe('missing');
    expect(designsOf(theirs).has(id)).toBe(false);
  });

  it('W3: take nothing away that somebody took away and brought back', () => {
    const [id = ''] = designsOf(doc).keys();
    const theirs = replica(doc);
    const undo = createUndo(theirs);
    deleteDesign(doc, id);
    deleteDesign(theirs, id);
    undo.undo();
    expect(writeAgain(theirs, written.flat(), null)).toBe('done');
    expect(designsOf(theirs).has(id)).toBe(true);
  });
});
