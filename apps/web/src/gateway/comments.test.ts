import { limits } from '@toile/protocol';
import { MemoryRoomBus, MemoryRoomHub } from '@toile/queue';
import { addComment, commentsOf, readRack, readThreads, resolveThread, setField } from '@toile/room';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Person } from './testing/person.fixture.js';
import { startServer, type TestServer } from './testing/server.fixture.js';
import type { YjsPeer } from './testing/yjs-peer.fixture.js';

let first: TestServer;
let second: TestServer;
let host: Person;
let hostId: string;
let voter: Person & { memberId: string };
let roomId: string;

beforeAll(async () => {
  const hub = new MemoryRoomHub();
  first = await startServer({
    roomsPerHour: 1_000,
    bus: new MemoryRoomBus(hub),
    fleet: true,
    pollMs: 600_000,
  });
  const { store, queue } = first;
  second = await startServer({ store, queue, bus: new MemoryRoomBus(hub), fleet: true, pollMs: 600_000 });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

beforeEach(async () => {
  host = new Person(first);
  const answer = await host.createRoom();
  roomId = answer.room.id;
  hostId = answer.me.id;
  const guest = await host.invite(roomId, 'voter');
  voter = Object.assign(new Person(second), { session: guest.session, memberId: guest.memberId });
});
afterEach(() => {
  host.leave();
  voter.leave();
});

const designId = (peer: YjsPeer) => readRack(peer.doc)[0]!.id;
const texts = (peer: YjsPeer) => readThreads(peer.doc).map(({ comment }) => comment.text);

describe('comments on the wire', () => {
  it('of a voter are saved, and reach people of another instance', async () => {
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), voter.yjs(roomId).ready()]);
    addComment(other.doc, { designId: designId(other), text: 'Longer?' }, { by: voter.memberId, atMs: 1 });
    await other.allSaved();
    await one.until(() => texts(one).length === 1, 'the comment at the host');
    const id = readThreads(one.doc)[0]!.comment.id;
    resolveThread(one.doc, id, { by: hostId, atMs: 2 });
    await other.until(
      () => readThreads(other.doc)[0]?.comment.resolved != null,
      'the settlement at the voter',
    );
    expect(other.closed).toBeNull();
  });

  it('of a voter that come with an edit are refused together with it', async () => {
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), voter.yjs(roomId).ready()]);
    other.doc.transact(() => {
      addComment(other.doc, { designId: designId(other), text: 'Look' }, { by: voter.memberId, atMs: 1 });
      setField(other.doc, designId(other), 'mix.style', 0.5);
    });
    await other.until(() => other.refusals.length > 0, 'the refusal');
    expect(other.refusals[0]?.error.code).toBe('role-forbidden');
    setField(one.doc, designId(one), 'mix.structure', 0.5);
    await one.allSaved();
    expect(texts(one)).toEqual([]);
    expect(readRack(one.doc)[0]?.style).toBe(0);
  });

  it('in another’s name are refused, whoever writes them', async () => {
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), voter.yjs(roomId).ready()]);
    addComment(other.doc, { designId: designId(other), text: 'I quit' }, { by: hostId, atMs: 1 });
    await other.until(() => other.refusals.length > 0, 'the refusal');
    expect(other.refusals[0]?.error).toMatchObject({ code: 'not-the-author', retryable: false });
    addComment(one.doc, { designId: designId(one), text: 'So do I' }, { by: voter.memberId, atMs: 1 });
    await one.until(() => one.refusals.length > 0, 'the refusal');
    const fresh = await host.yjs(roomId).ready();
    expect(commentsOf(fresh.doc).size).toBe(0);
  });

  it('that were written offline come with the answer to the first SyncStep1', async () => {
    const before = await voter.yjs(roomId).ready();
    const id = designId(before);
    before.close();
    await before.ended();
    addComment(before.doc, { designId: id, text: 'On the train' }, { by: voter.memberId, atMs: 1 });
    const again = await voter.yjs(roomId, { doc: before.doc }).ready();
    await again.allSaved();
    const one = await host.yjs(roomId).ready();
    expect(texts(one)).toEqual(['On the train']);
  });

  it('of a voter are bounded in their rate, so that the room’s space stays for designs', async () => {
    const other = await voter.yjs(roomId).ready();
    const map = (at: number) =>
      new Y.Map(Object.entries({ designId: designId(other), by: voter.memberId, atMs: at, text: 'x' }));
    for (let at = 0; at < limits.commentUpdatesBurst + 30; at += 1) {
      commentsOf(other.doc).set(String(100_000_000_000 + at), map(at) as never);
    }
    const { code } = await other.ended();
    expect(code).toBe(4429);
  });
});
