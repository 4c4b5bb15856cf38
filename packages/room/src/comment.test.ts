import { limits } from '@toile/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComment, addReply, deleteComment, editComment, resolveThread } from './comment-edit.js';
import { readComment, readThreads } from './comment-read.js';
import { createDesign, deleteDesign, setField } from './edit.js';
import { commentsOf } from './layout.js';
import { mention, mentions, textParts } from './mentions.js';
import { readDesign } from './read.js';
import { createUndo } from './undo.js';

const ana = 'AnaAnaAnaAna';
const ben = 'BenBenBenBen';

let doc: Y.Doc;
let designId: string;

beforeEach(() => {
  doc = new Y.Doc();
  designId = createDesign(doc, { name: 'Coat' });
});

const comment = (text: string, atMs = 1, by = ana) => addComment(doc, { designId, text }, { by, atMs });

describe('threads', () => {
  it('C1: reads what was written, at a spot or on the whole', () => {
    const pinned = addComment(
      doc,
      { designId, text: ' Cuff? ', spot: { x: 0.25, y: 1 } },
      { by: ana, atMs: 5 },
    );
    expect(readComment(doc, pinned)).toEqual({
      id: pinned,
      designId,
      by: ana,
      atMs: 5,
      text: 'Cuff?',
      parent: null,
      spot: { x: 0.25, y: 1 },
      editedAtMs: null,
      resolved: null,
    });
    expect(readComment(doc, comment('All of it'))?.spot).toBeNull();
  });

  it('C1: a reply to a reply stands in the same thread, and threads read oldest first', () => {
    const second = comment('second', 20);
    const first = comment('first', 10);
    const later = addReply(doc, first, 'later', { by: ben, atMs: 12 });
    addReply(doc, later, 'latest', { by: ana, atMs: 13 });
    const threads = readThreads(doc);
    expect(threads.map((thread) => thread.comment.id)).toEqual([first, second]);
    expect(threads[0]?.replies.map(({ text }) => text)).toEqual(['later', 'latest']);
  });

  it('C1: what lacks its words or its thread is not shown', () => {
    commentsOf(doc).set('AAAAAAAAAAAA', new Y.Map([['by', ana]]) as never);
    const thread = comment('gone soon');
    addReply(doc, thread, 'alone', { by: ben, atMs: 2 });
    commentsOf(doc).delete(thread);
    expect(readThreads(doc)).toEqual([]);
  });

  it('C1: a thread is settled, opened again, and taken away with its replies', () => {
    const thread = comment('Longer?');
    const reply = addReply(doc, thread, 'Yes', { by: ben, atMs: 2 });
    resolveThread(doc, thread, { by: ben, atMs: 3 });
    expect(readComment(doc, thread)?.resolved).toEqual({ by: ben, atMs: 3 });
    resolveThread(doc, thread, null);
    expect(readComment(doc, thread)?.resolved).toBeNull();
    expect(() => resolveThread(doc, reply, { by: ben, atMs: 3 })).toThrow(/no comment/);
    deleteComment(doc, thread);
    expect(commentsOf(doc).size).toBe(0);
    deleteComment(doc, thread);
  });

  it('C1: an edit tells that it was one; the same text writes nothing', () => {
    const id = comment('Colar');
    editComment(doc, id, 'Collar', 9);
    expect(readComment(doc, id)).toMatchObject({ text: 'Collar', editedAtMs: 9 });
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    editComment(doc, id, ' Collar ', 10);
    expect(updates).toBe(0);
    expect(() => editComment(doc, 'AAAAAAAAAAAA', 'x', 1)).toThrow(/no comment/);
  });

  it.each(['', '   ', 'x'.repeat(limits.commentChars + 1), 'half \uD83E'])(
    'C2: refuses the text %j and leaves the document as it was',
    (text) => {
      const before = Y.encodeStateAsUpdate(doc);
      expect(() => comment(text)).toThrow(expect.objectContaining({ code: 'invalid-value' }));
      expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    },
  );

  it('C4: refuses more than a room holds', () => {
    const long = 'x'.repeat(limits.commentChars);
    for (let at = 0; at < limits.commentCharsPerRoom / limits.commentChars; at += 1) comment(long, at);
    expect(() => comment('one more')).toThrow(expect.objectContaining({ code: 'comments-full' }));
  });

  it('C1: outlives its design, for it may be brought back', () => {
    comment('Keep me');
    deleteDesign(doc, designId);
    expect(readThreads(doc)).toHaveLength(1);
  });
});

describe('mentions', () => {
  it('C2: splits a text into words and members, which joined are the text', () => {
    const text = `${mention(ana)} and ${mention(ben)}: see @Ana, @[short] and @[ChloChloChlo`;
    expect(textParts(text)).toEqual([
      { kind: 'mention', memberId: ana },
      { kind: 'words', words: ' and ' },
      { kind: 'mention', memberId: ben },
      { kind: 'words', words: ': see @Ana, @[short] and @[ChloChloChlo' },
    ]);
    expect([mentions(text, ana), mentions(text, 'ChloChloChlo')]).toEqual([true, false]);
    expect(textParts('')).toEqual([]);
    expect(() => mention('me')).toThrow(RangeError);
  });
});

describe('undo', () => {
  it('C3: takes back the edit before the comment and leaves the comment alone', () => {
    const undo = createUndo(doc);
    setField(doc, designId, 'mix.style', 0.5);
    comment('Between two edits');
    undo.undo();
    expect(readDesign(doc, designId)?.style).toBe(0);
    expect(readThreads(doc)).toHaveLength(1);
    expect(undo.canUndo()).toBe(false);
    undo.redo();
    expect(readDesign(doc, designId)?.style).toBe(0.5);
  });

  it('C3: commenting in the middle of a drag does not break the drag in two', () => {
    const undo = createUndo(doc);
    setField(doc, designId, 'mix.style', 0.25);
    comment('Wait');
    setField(doc, designId, 'mix.style', 0.5);
    undo.undo();
    expect(readDesign(doc, designId)?.style).toBe(0);
  });
});
