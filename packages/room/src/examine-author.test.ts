import { limits, type Role } from '@toile/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AdmissionDoc, type AdmissionResult } from './admission.js';
import { type Author, noLocks } from './author.js';
import { addComment, addReply, deleteComment, editComment, resolveThread } from './comment-edit.js';
import { readComment, readThreads } from './comment-read.js';
import { createDesign, deleteDesign, moveDesign, setField } from './edit.js';
import { commentsOf, designsOf, metaOf } from './layout.js';
import { readDesign, readRack } from './read.js';

const ana = 'AnaAnaAnaAna';
const ben = 'BenBenBenBen';
const vera = 'VeraVeraVera';

let room: AdmissionDoc;
let designId: string;
let otherId: string;

beforeEach(() => {
  const doc = new Y.Doc();
  designId = createDesign(doc, { name: 'Coat' });
  otherId = createDesign(doc, { name: 'Shirt' });
  room = new AdmissionDoc(doc);
});

/** Somebody's replica, and what they send after changing it. */
class Hand {
  readonly doc = new Y.Doc();
  readonly author: Author;

  constructor(memberId: string, role: Role, locks = noLocks) {
    this.author = { memberId, role, clientId: this.doc.clientID, locks };
    this.sync();
  }

  sync(): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(room.doc));
  }

  /** Everything that the room lacks after `change`. */
  update(change: (doc: Y.Doc) => void): Uint8Array {
    this.doc.transact(() => change(this.doc));
    return Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(room.doc));
  }

  does(change: (doc: Y.Doc) => void): AdmissionResult {
    return room.admit(this.update(change), 'test', this.author);
  }

  comments(text: string): string {
    let id = '';
    const { memberId } = this.author;
    const result = this.does((doc) => {
      id = addComment(doc, { designId, text }, { by: memberId, atMs: 1 });
    });
    expect(result).toEqual({ kind: 'admitted', designIds: [] });
    return id;
  }
}

const code = (result: AdmissionResult) => (result.kind === 'refused' ? result.code : result.kind);

/** A comment's map written past the editing functions. */
function raw(doc: Y.Doc, id: string, fields: Record<string, unknown>): void {
  const entries = Object.entries({ designId, by: vera, atMs: 1, text: 'Hm', ...fields });
  commentsOf(doc).set(id, new Y.Map(entries.filter(([, value]) => value !== undefined)) as never);
}

describe('comments of a voter', () => {
  it('A4, C5: are admitted, with replies, settling and deletion of their own', () => {
    const voter = new Hand(vera, 'voter');
    const id = voter.comments('Too long?');
    const editor = new Hand(ana, 'editor');
    expect(code(editor.does((doc) => addReply(doc, id, 'A little', { by: ana, atMs: 2 })))).toBe('admitted');
    voter.sync();
    expect(code(voter.does((doc) => editComment(doc, id, 'Too long, no?', 3)))).toBe('admitted');
    expect(code(voter.does((doc) => resolveThread(doc, id, { by: vera, atMs: 4 })))).toBe('admitted');
    expect(code(voter.does((doc) => resolveThread(doc, id, null)))).toBe('admitted');
    expect(readThreads(room.doc)).toMatchObject([
      { comment: { text: 'Too long, no?', resolved: null }, replies: [{ text: 'A little', by: ana }] },
    ]);
    expect(code(voter.does((doc) => deleteComment(doc, id)))).toBe('admitted');
    expect(commentsOf(room.doc).size).toBe(0);
  });

  it('A4: what holds nothing new is admitted, deletions of long ago included', () => {
    const host = new Hand(ana, 'host');
    host.does((doc) => deleteDesign(doc, otherId));
    const voter = new Hand(vera, 'voter');
    expect(code(room.admit(Y.encodeStateAsUpdate(voter.doc), 'test', voter.author))).toBe('admitted');
    const viewer = new Hand(vera, 'viewer');
    expect(code(room.admit(Y.encodeStateAsUpdate(viewer.doc), 'test', viewer.author))).toBe('admitted');
  });

  const foreign: [string, (doc: Y.Doc) => void][] = [
    ['a field of a design', (doc) => setField(doc, designId, 'mix.style', 0.5)],
    ['an impossible field of a design', (doc) => designsOf(doc).get(designId)?.set('mix.style', 17)],
    ['a new design', (doc) => void createDesign(doc, { name: 'Mine' })],
    ['a deletion', (doc) => deleteDesign(doc, designId)],
    ['an order', (doc) => moveDesign(doc, designId, otherId)],
    ['the version', (doc) => void metaOf(doc).set('schemaVersion', 9)],
    ['another root', (doc) => void doc.getMap('more').set('a', 1)],
    [
      'a comment and a field together',
      (doc) => {
        addComment(doc, { designId, text: 'Look' }, { by: vera, atMs: 1 });
        setField(doc, designId, 'mix.style', 0.5);
      },
    ],
  ];

  it.each(foreign)('A4: %s is role-forbidden and never reaches the document', (_what, change) => {
    const before = Y.encodeStateAsUpdate(room.doc);
    for (const role of ['voter', 'viewer'] as const) {
      expect(code(new Hand(vera, role).does(change)), role).toBe('role-forbidden');
    }
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before);
  });

  it('A4: a viewer does not comment', () => {
    const viewer = new Hand(vera, 'viewer');
    const result = viewer.does((doc) => addComment(doc, { designId, text: 'Hm' }, { by: vera, atMs: 1 }));
    expect(code(result)).toBe('role-forbidden');
  });

  it('A4: an edit that would lose to another is forbidden all the same; of a deleted design it is nothing', () => {
    const voter = new Hand(vera, 'voter');
    // The smallest clientID loses against whoever wrote at the same time.
    voter.doc.clientID = 1;
    const losing = voter.update((doc) => setField(doc, designId, 'mix.style', 0.5));
    const editor = new Hand(ana, 'editor');
    editor.does((doc) => setField(doc, designId, 'mix.style', 0.7));
    const author = { ...voter.author, clientId: 1 };
    expect(code(room.admit(losing, 'test', author))).toBe('role-forbidden');
    editor.does((doc) => deleteDesign(doc, designId));
    expect(code(room.admit(losing, 'test', author))).toBe('admitted');
    expect(readRack(room.doc).map(({ id }) => id)).toEqual([otherId]);
  });

  it('A4: nothing is written under the clientID of somebody else', () => {
    const voter = new Hand(vera, 'voter');
    const victim = new Hand(ben, 'editor');
    voter.doc.clientID = victim.doc.clientID;
    const result = voter.does((doc) => addComment(doc, { designId, text: 'Hm' }, { by: vera, atMs: 1 }));
    expect(code(result)).toBe('role-forbidden');
    expect(code(victim.does((doc) => setField(doc, designId, 'mix.style', 0.5)))).toBe('admitted');
    expect(readDesign(room.doc, designId)?.style).toBe(0.5);
  });

  it('A4: written and taken away again before it came here, it is nothing', () => {
    const voter = new Hand(vera, 'voter');
    const id = addComment(voter.doc, { designId, text: 'Hm' }, { by: vera, atMs: 1 });
    deleteComment(voter.doc, id);
    const all = Y.encodeStateAsUpdate(voter.doc, Y.encodeStateVector(room.doc));
    expect(code(room.admit(all, 'test', voter.author))).toBe('admitted');
    expect(commentsOf(room.doc).size).toBe(0);
  });
});

describe('authorship', () => {
  it('A1: nobody writes in another name, hosts included', () => {
    for (const role of ['voter', 'editor', 'host'] as const) {
      const forger = new Hand(ben, role);
      const result = forger.does((doc) =>
        addComment(doc, { designId, text: 'I quit' }, { by: ana, atMs: 1 }),
      );
      expect(code(result), role).toBe('not-the-author');
    }
    expect(commentsOf(room.doc).size).toBe(0);
  });

  it.each([
    ['text', 'No'],
    ['by', ben],
    ['atMs', 7],
    ['editedAtMs', 7],
    ['x', 0.5],
    ['parent', 'AAAAAAAAAAAA'],
  ])('A1: %s of another’s comment stays as it was', (field, value) => {
    const id = new Hand(ana, 'editor').comments('Yes');
    const before = readComment(room.doc, id);
    const forger = new Hand(ben, 'host');
    const result = forger.does((doc) => {
      commentsOf(doc).get(id)?.set(field, value);
      if (field === 'x') commentsOf(doc).get(id)?.set('y', 0.5);
    });
    expect(code(result)).toBe('not-the-author');
    expect(readComment(room.doc, id)).toEqual(before);
  });

  it.each([
    ['designId', () => otherId],
    ['by', () => ben],
    ['atMs', () => 7],
  ])('A1: not even its author changes its %s', (field, value) => {
    const hand = new Hand(ana, 'editor');
    const id = hand.comments('Yes');
    expect(code(hand.does((doc) => commentsOf(doc).get(id)?.set(field, value())))).toBe('not-the-author');
  });

  it('A1: a comment that is put in the place of another’s is a change of it', () => {
    const id = new Hand(ana, 'editor').comments('Yes');
    const forger = new Hand(ben, 'editor');
    expect(code(forger.does((doc) => raw(doc, id, { by: ana, text: 'No' })))).toBe('not-the-author');
    expect(code(forger.does((doc) => raw(doc, id, { by: ben, text: 'Yes' })))).toBe('not-the-author');
    expect(readComment(room.doc, id)).toMatchObject({ by: ana, text: 'Yes' });
  });

  it('A2: anybody who may comment settles a thread, in their own name only', () => {
    const id = new Hand(ana, 'editor').comments('Yes?');
    const voter = new Hand(vera, 'voter');
    const forged = voter.update((doc) => resolveThread(doc, id, { by: ana, atMs: 2 }));
    expect(code(room.admit(forged, 'test', voter.author))).toBe('not-the-author');
    const honest = new Hand(vera, 'voter');
    expect(code(honest.does((doc) => resolveThread(doc, id, { by: vera, atMs: 2 })))).toBe('admitted');
    expect(readComment(room.doc, id)?.resolved).toEqual({ by: vera, atMs: 2 });
  });

  it('A3: a comment is taken away by its author or a host', () => {
    const id = new Hand(ana, 'editor').comments('Yes');
    expect(code(new Hand(ben, 'editor').does((doc) => deleteComment(doc, id)))).toBe('not-the-author');
    expect(code(new Hand(ben, 'host').does((doc) => deleteComment(doc, id)))).toBe('admitted');
  });

  it('A3: replies of others go with the thread, and not alone', () => {
    const ann = new Hand(ana, 'editor');
    const id = ann.comments('Yes?');
    const helper = new Hand(ben, 'voter');
    let reply = '';
    helper.does((doc) => {
      reply = addReply(doc, id, 'No', { by: ben, atMs: 2 });
    });
    ann.sync();
    const alone = new Hand(ana, 'editor');
    expect(code(alone.does((doc) => deleteComment(doc, reply)))).toBe('not-the-author');
    expect(code(ann.does((doc) => deleteComment(doc, id)))).toBe('admitted');
    expect(commentsOf(room.doc).size).toBe(0);
  });

  it('A3: an answer to a thread that was taken away meanwhile is admitted and shows nowhere', () => {
    const ann = new Hand(ana, 'editor');
    const id = ann.comments('Yes?');
    const helper = new Hand(ben, 'voter');
    const late = helper.update((doc) => addReply(doc, id, 'No', { by: ben, atMs: 2 }));
    ann.does((doc) => deleteComment(doc, id));
    expect(code(room.admit(late, 'test', helper.author))).toBe('admitted');
    expect(readThreads(room.doc)).toEqual([]);
  });
});

describe('what a comment may be', () => {
  it.each<[string, Record<string, unknown>, string?]>([
    ['an id that is none', {}, 'nonsense'],
    ['no words', { text: '  ' }],
    ['too many words', { text: 'x'.repeat(limits.commentChars + 1) }],
    ['no design', { designId: undefined }],
    ['no author', { by: undefined }],
    ['no time', { atMs: undefined }],
    ['a time that is none', { atMs: Number.NaN }],
    ['a spot off the picture', { x: 0.5, y: 1.5 }],
    ['half a spot', { x: 0.5 }],
    ['an unknown field', { html: '<b>' }],
    ['a nested map', { text: new Y.Map() }],
    ['a settled reply', { parent: 'AAAAAAAAAAAA', resolvedBy: vera, resolvedAtMs: 1 }],
    ['a pinned reply', { parent: 'AAAAAAAAAAAA', x: 0.5, y: 0.5 }],
  ])('C4: a comment with %s is update-invalid', (_what, fields, id = 'BBBBBBBBBBBB') => {
    const result = new Hand(vera, 'voter').does((doc) => raw(doc, id, fields));
    expect(code(result)).toBe('update-invalid');
  });

  it('C4: a reply to a reply is update-invalid', () => {
    const hand = new Hand(vera, 'voter');
    const thread = hand.comments('Yes?');
    let reply = '';
    hand.does((doc) => {
      reply = addReply(doc, thread, 'No', { by: vera, atMs: 2 });
    });
    expect(code(hand.does((doc) => raw(doc, 'BBBBBBBBBBBB', { parent: reply })))).toBe('update-invalid');
  });

  it('C4: comments past what a room holds are document-full', () => {
    const hand = new Hand(vera, 'voter');
    const text = 'x'.repeat(limits.commentChars);
    const many = limits.commentCharsPerRoom / limits.commentChars;
    const fill = hand.does((doc) => {
      for (let at = 0; at < many; at += 1) raw(doc, String(100_000_000_000 + at), { text });
    });
    expect(code(fill)).toBe('admitted');
    expect(code(hand.does((doc) => raw(doc, 'BBBBBBBBBBBB', {})))).toBe('document-full');
    const again = new Hand(vera, 'voter');
    expect(code(again.does((doc) => deleteComment(doc, '100000000000')))).toBe('admitted');
    expect(code(again.does((doc) => raw(doc, 'BBBBBBBBBBBB', {})))).toBe('admitted');
  });
});

describe('locks', () => {
  const roomLocked = { room: true, designIds: new Set<string>() };
  const designLocked = () => ({ room: false, designIds: new Set([designId]) });

  it('A5: in a locked room nobody but a host changes anything but comments', () => {
    for (const change of [
      (doc: Y.Doc) => setField(doc, designId, 'mix.style', 0.5),
      (doc: Y.Doc) => void createDesign(doc, { name: 'More' }),
      (doc: Y.Doc) => deleteDesign(doc, designId),
      (doc: Y.Doc) => moveDesign(doc, designId, otherId),
    ]) {
      expect(code(new Hand(ben, 'editor', roomLocked).does(change))).toBe('room-locked');
    }
    expect(readRack(room.doc)).toHaveLength(2);
    new Hand(ben, 'editor', roomLocked).comments('But I may say so');
    const host = new Hand(ana, 'host', roomLocked);
    expect(code(host.does((doc) => setField(doc, designId, 'mix.style', 0.5)))).toBe('admitted');
  });

  it('A5: a locked design is neither changed nor taken away by others, and the rest of the rack is free', () => {
    const editor = () => new Hand(ben, 'editor', designLocked());
    expect(code(editor().does((doc) => setField(doc, designId, 'mix.style', 0.5)))).toBe('design-locked');
    expect(code(editor().does((doc) => deleteDesign(doc, designId)))).toBe('design-locked');
    expect(code(editor().does((doc) => setField(doc, otherId, 'mix.style', 0.5)))).toBe('admitted');
    expect(code(editor().does((doc) => moveDesign(doc, designId, otherId)))).toBe('admitted');
    expect(readRack(room.doc).map(({ id }) => id)).toEqual([otherId, designId]);
    const host = new Hand(ana, 'host', designLocked());
    expect(code(host.does((doc) => setField(doc, designId, 'mix.style', 0.5)))).toBe('admitted');
  });

  it('A5: a voter is a voter before the room is locked', () => {
    const result = new Hand(vera, 'voter', roomLocked).does((doc) => deleteDesign(doc, designId));
    expect(code(result)).toBe('role-forbidden');
  });
});
