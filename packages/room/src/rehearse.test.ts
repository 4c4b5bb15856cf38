import { limits } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AdmissionDoc } from './admission.js';
import { type Author, noLocks } from './author.js';
import { addComment } from './comment-edit.js';
import { createDesign, deleteDesign, setField } from './edit.js';
import { commentsOf, designMap, designsOf } from './layout.js';
import { rehearse } from './rehearse.js';
import { type Write, writeAgain, writesOf } from './writes.js';

const me = 'AAAAAAAAAAAA';
const editor: Author = { memberId: me, role: 'editor', clientId: 7, locks: noLocks };

/** A room, a replica of it, and the changes that are made on the replica. */
function offline() {
  const room = new Y.Doc();
  const designId = createDesign(room, { name: 'Coat' });
  const otherId = createDesign(room, { name: 'Dress' });
  const mine = new Y.Doc();
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(room));
  const changes: { writes: Write[] }[] = [];
  mine.on('update', (_update, _origin, _doc, transaction) => changes.push({ writes: writesOf(transaction) }));
  return { room, mine, designId, otherId, changes };
}

describe('rehearse', () => {
  it('W4: keeps what is free and refuses what is locked, whatever order they come in', () => {
    const { room, mine, designId, otherId, changes } = offline();
    setField(mine, designId, 'mix.style', 0.5);
    setField(mine, otherId, 'mix.style', 0.5);
    deleteDesign(mine, designId);
    const added = createDesign(mine, { name: 'New' });
    const locks = { room: false, designIds: new Set([designId]) };
    const { kept, refused } = rehearse(room, changes, { ...editor, locks });
    expect(kept).toEqual([changes[1], changes[3]]);
    expect(refused).toEqual([0, 2].map((at) => ({ change: changes[at], code: 'design-locked' })));
    for (const { writes } of kept) writeAgain(room, writes, null);
    expect(designMap(room, otherId)?.get('mix.style')).toBe(0.5);
    expect([...designsOf(room).keys()].sort()).toEqual([designId, otherId, added].sort());
  });

  it('W4: judges each design of a change that touched several', () => {
    const { room, mine, designId, otherId, changes } = offline();
    mine.transact(() => {
      for (const id of [designId, otherId]) setField(mine, id, 'mix.style', 0.5);
    });
    const locks = { room: false, designIds: new Set([designId]) };
    const { kept, refused } = rehearse(room, changes, { ...editor, locks });
    expect(kept.flatMap(({ writes }) => writes.map(({ id }) => id))).toEqual([otherId]);
    expect(refused).toMatchObject([{ change: { writes: [{ id: designId }] }, code: 'design-locked' }]);
  });

  it('W4: leaves the document alone', () => {
    const { room, mine, designId, changes } = offline();
    setField(mine, designId, 'mix.style', 0.5);
    const before = Y.encodeStateAsUpdate(room);
    rehearse(room, changes, editor);
    expect(Y.encodeStateAsUpdate(room)).toEqual(before);
  });

  it('W4: holds to the role, the author, the limits and the values', () => {
    const { room, mine, designId, changes } = offline();
    setField(mine, designId, 'mix.style', 0.5);
    addComment(mine, { designId, text: 'Mine' }, { by: me, atMs: 1 });
    addComment(mine, { designId, text: 'Not mine' }, { by: 'BBBBBBBBBBBB', atMs: 1 });
    mine.transact(() => designMap(mine, designId)?.set('mix.style', 9));
    const codes = (author: Author) => rehearse(room, changes, author).refused.map(({ code }) => code);
    expect(codes(editor)).toEqual(['not-the-author', 'update-invalid']);
    expect(codes({ ...editor, role: 'voter' })).toEqual([
      'role-forbidden',
      'not-the-author',
      'role-forbidden',
    ]);
    expect(codes({ ...editor, role: 'viewer' })).toEqual(Array(4).fill('role-forbidden'));
    while (designsOf(room).size < limits.designsPerRoom) createDesign(room, {});
    createDesign(mine, {});
    expect(codes(editor)).toEqual(['not-the-author', 'update-invalid', 'document-full']);
  });

  it('W3, W4: names what is gone from the rack', () => {
    const { room, mine, designId, changes } = offline();
    setField(mine, designId, 'mix.style', 0.5);
    deleteDesign(room, designId);
    expect(rehearse(room, changes, editor).refused).toEqual([
      { change: changes[0], code: 'design-not-found' },
    ]);
  });

  it('W4: a voter’s comments pass under the clientID of their connection', () => {
    const { room, mine, designId, changes } = offline();
    for (let at = 0; at < 3; at++) addComment(mine, { designId, text: `${at}` }, { by: me, atMs: at });
    const voter: Author = { ...editor, role: 'voter' };
    const server = new AdmissionDoc(room);
    const doc = new Y.Doc();
    doc.clientID = voter.clientId;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(room));
    doc.on('update', (update) => expect(server.admit(update, null, voter).kind).toBe('admitted'));
    for (const { writes } of rehearse(doc, changes, voter).kept) writeAgain(doc, writes, null);
    expect(commentsOf(server.doc).size).toBe(3);
  });
});
