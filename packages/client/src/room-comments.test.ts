import type { Member, Role } from '@toile/protocol';
import { createDesign, deleteDesign, readThreads } from '@toile/room';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { roomComments } from './room-comments.js';
import { ThreadMirror } from './thread-mirror.js';

let doc: Y.Doc;
let designId: string;

beforeEach(() => {
  doc = new Y.Doc();
  designId = createDesign(doc, { name: 'Coat' });
});

const member = (id: string, role: Role): Member => ({ id, name: id, role, colour: 'sea', joinedAtMs: 0 });
const as = (id: string, role: Role) =>
  roomComments(() => ({
    doc,
    read: true,
    me: member(id, role),
    pack: null,
    packs: [],
    locks: { room: null, designs: {} },
  }));
const ana = () => as('AnaAnaAnaAna', 'editor');
const vera = () => as('VeraVeraVera', 'voter');

describe('comments of a client', () => {
  it('are signed with the member’s id and the present time', () => {
    const before = Date.now();
    const id = vera().add(designId, 'Longer?', { x: 0.5, y: 0.25 });
    ana().reply(id, 'Yes');
    const [thread] = readThreads(doc);
    expect(thread?.comment).toMatchObject({ by: 'VeraVeraVera', text: 'Longer?', spot: { x: 0.5, y: 0.25 } });
    expect(thread?.comment.atMs).toBeGreaterThanOrEqual(before);
    expect(thread?.replies[0]?.by).toBe('AnaAnaAnaAna');
    ana().resolve(id, true);
    expect(readThreads(doc)[0]?.comment.resolved?.by).toBe('AnaAnaAnaAna');
    vera().resolve(id, false);
    expect(readThreads(doc)[0]?.comment.resolved).toBeNull();
  });

  it('leave the words of others alone; a host may take them away', () => {
    const id = vera().add(designId, 'Longer?');
    const notMine = expect.objectContaining({ code: 'not-the-author' });
    expect(() => ana().edit(id, 'Shorter!')).toThrow(notMine);
    expect(() => ana().remove(id)).toThrow(notMine);
    expect(() => as('HostHostHost', 'host').edit(id, 'Shorter!')).toThrow(notMine);
    vera().edit(id, 'Much longer?');
    expect(readThreads(doc)[0]?.comment.text).toBe('Much longer?');
    as('HostHostHost', 'host').remove(id);
    expect(readThreads(doc)).toEqual([]);
  });

  it('are not a viewer’s, and not anybody’s before the room has been read', () => {
    const viewer = as('AnaAnaAnaAna', 'viewer');
    expect(() => viewer.add(designId, 'Hm')).toThrow(expect.objectContaining({ code: 'role-forbidden' }));
    const unread = roomComments(() => ({
      doc,
      read: false,
      me: member('A', 'host'),
      pack: null,
      packs: [],
      locks: { room: null, designs: {} },
    }));
    const notYet = expect.objectContaining({ code: 'store-unavailable', retryable: true });
    expect(() => unread.add(designId, 'Hm')).toThrow(notYet);
  });
});

describe('the mirror of threads', () => {
  it('keeps threads that do not change, and tells of those that do', () => {
    let changes = 0;
    const mirror = new ThreadMirror(doc, () => {
      changes += 1;
    });
    expect(mirror.threads).toEqual([]);
    mirror.live();
    const first = vera().add(designId, 'One');
    const second = vera().add(designId, 'Two');
    // Two of one millisecond may stand either way round.
    const thread = (id: string) => mirror.threads.find(({ comment }) => comment.id === id);
    const [one, two] = [thread(first), thread(second)];
    expect(changes).toBe(2);
    ana().reply(first, 'Answer');
    expect(thread(first)).not.toBe(one);
    expect(thread(second)).toBe(two);
    const before = mirror.threads;
    deleteDesign(doc, designId);
    expect(mirror.threads).toBe(before);
    expect(changes).toBe(3);
  });

  it('shows the old document until the next one has been read', () => {
    const mirror = new ThreadMirror(doc, () => undefined);
    mirror.live();
    vera().add(designId, 'One');
    const next = new Y.Doc();
    mirror.follow(next);
    expect(mirror.threads).toHaveLength(1);
    mirror.live();
    expect(mirror.threads).toEqual([]);
  });
});
