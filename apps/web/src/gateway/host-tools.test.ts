import type { RoomClient } from '@toile/client';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { limits, type Signal } from '@toile/protocol';
import { MemoryRoomBus, MemoryRoomHub } from '@toile/queue';
import { setField } from '@toile/room';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Person } from './testing/person.fixture.js';
import { startServer, type TestServer } from './testing/server.fixture.js';
import { eventually } from './testing/until.fixture.js';

/** Two web instances with one store and one bus: the host is on the first, everybody else on the second. */
let first: TestServer;
let second: TestServer;
let host: RoomClient;
let roomId: string;
let founder: Person;
let clients: RoomClient[];

beforeAll(async () => {
  const hub = new MemoryRoomHub();
  const fleet = { fleet: true, pollMs: 600_000 };
  first = await startServer({ roomsPerHour: 1_000, bus: new MemoryRoomBus(hub), ...fleet });
  const { store, queue } = first;
  second = await startServer({ store, queue, bus: new MemoryRoomBus(hub), ...fleet });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

beforeEach(async () => {
  clients = [];
  founder = new Person(first);
  roomId = (await founder.createRoom()).room.id;
  host = await enter(first, founder);
});
afterEach(() => {
  for (const client of clients) client.close();
});

async function enter(server: TestServer, { session }: Person): Promise<RoomClient> {
  const http = nodeToileHttp({ baseUrl: server.url, session: session ?? null });
  const client = openNodeRoom({ http, roomId });
  clients.push(client);
  await client.awaitReady();
  await eventually(() => client.state.connection === 'online', 'both wires');
  return client;
}

const guest = async (role: 'editor' | 'voter' | 'viewer') =>
  enter(second, await founder.invite(roomId, role));
const design = (client: RoomClient) => client.rack[0]!;
const refusedWith = (code: string) => expect.objectContaining({ name: 'ToileError', code });

describe('locking the room', () => {
  it('keeps everybody but the host from editing, on the screen and on the wire, on every instance', async () => {
    const editor = await guest('editor');
    await host.lockRoom(true);
    await eventually(() => editor.state.locks.room !== null, 'the lock at the editor');
    expect(editor.state.locks.room?.by).toBe(host.state.me?.id);
    expect(() => editor.edit.setField(design(editor).id, 'mix.style', 0.5)).toThrow(
      refusedWith('room-locked'),
    );

    // Past the client: the wire says the same.
    setField(editor.doc, design(editor).id, 'mix.style', 0.9);
    await eventually(() => editor.state.refusal?.code === 'room-locked', 'the refusal');
    await editor.awaitReady();
    expect(design(editor).style).toBe(0);

    const id = editor.comment.add(design(editor).id, 'May I still say something?');
    await editor.awaitSaved();
    host.edit.setField(design(host).id, 'mix.style', 0.25);
    await eventually(() => design(editor).style === 0.25, 'the host’s edit at the editor');
    expect(host.threads.map(({ comment }) => comment.id)).toEqual([id]);

    await host.lockRoom(false);
    await eventually(() => editor.state.locks.room === null, 'the end of the lock');
    editor.edit.setField(design(editor).id, 'mix.style', 0.5);
    await editor.awaitSaved();
  });

  it('keeps the room’s name too', async () => {
    const editor = await founder.invite(roomId, 'editor');
    await host.lockRoom(true);
    const renamed = await editor.ask('PATCH', `/api/rooms/${roomId}`, { name: 'Mine' });
    expect([renamed.status, renamed.body.code]).toEqual([423, 'room-locked']);
    expect((await founder.ask('PATCH', `/api/rooms/${roomId}`, { name: 'Ours' })).status).toBe(200);
  });

  it('stands for those who come later, and after the room was freed', async () => {
    await host.lockRoom(true);
    host.close();
    await eventually(() => first.gateway.rooms.peek(roomId) === null, 'the room to be freed');
    const late = await guest('editor');
    expect(late.state.locks.room).not.toBeNull();
    setField(late.doc, design(late).id, 'mix.style', 0.9);
    await eventually(() => late.state.refusal?.code === 'room-locked', 'the refusal');
  });
});

describe('locking a design', () => {
  it('keeps that one as it is, and the rest of the rack free', async () => {
    const editor = await guest('editor');
    const locked = design(host).id;
    const free = editor.edit.create({ name: 'Free' });
    await host.lockDesign(locked, true);
    await eventually(() => Object.hasOwn(editor.state.locks.designs, locked), 'the lock at the editor');
    const notNow = refusedWith('design-locked');
    expect(() => editor.edit.setField(locked, 'mix.style', 0.5)).toThrow(notNow);
    expect(() => editor.edit.remove(locked)).toThrow(notNow);
    editor.edit.setField(free, 'mix.style', 0.5);
    editor.edit.duplicate(locked);
    editor.edit.move(free, null);
    await editor.awaitSaved();
    setField(editor.doc, locked, 'mix.style', 0.9);
    await eventually(() => editor.state.refusal?.code === 'design-locked', 'the refusal');
  });

  it('is the host’s alone, and only of what hangs on the rack', async () => {
    const editor = await guest('editor');
    await expect(editor.lockDesign(design(editor).id, true)).rejects.toThrow(refusedWith('role-forbidden'));
    await expect(editor.lockRoom(true)).rejects.toThrow(refusedWith('role-forbidden'));
    await expect(host.lockDesign('AAAAAAAAAAAA', true)).rejects.toThrow(refusedWith('design-not-found'));
    await host.lockDesign('AAAAAAAAAAAA', false);
    expect(host.state.locks).toEqual({ room: null, designs: {} });
  });
});

describe('handing over', () => {
  it('makes the other one host at once and oneself an editor, on every instance', async () => {
    const heir = await guest('voter');
    const heirId = heir.state.me!.id;
    const answer = await founder.ask('POST', `/api/rooms/${roomId}/host`, { memberId: heirId });
    expect(answer.status).toBe(200);
    await eventually(() => heir.state.me?.role === 'host' && host.state.me?.role === 'editor', 'both roles');
    await heir.lockRoom(true);
    await expect(host.lockRoom(false)).rejects.toThrow(refusedWith('role-forbidden'));
    expect(() => host.edit.create()).toThrow(refusedWith('room-locked'));
  });

  it('is the host’s alone, to somebody who is there', async () => {
    const editor = await founder.invite(roomId, 'editor');
    const path = `/api/rooms/${roomId}/host`;
    expect((await editor.ask('POST', path, { memberId: editor.memberId })).body.code).toBe('role-forbidden');
    expect((await founder.ask('POST', path, { memberId: 'AAAAAAAAAAAA' })).body.code).toBe('not-found');
    expect((await founder.ask('POST', path, { memberId: host.state.me?.id })).body.code).toBe('not-found');
    expect((await founder.ask('POST', path, { memberId: 'x' })).body.code).toBe('bad-request');
    expect(host.state.me?.role).toBe('host');
  });
});

describe('removing somebody', () => {
  it('ends both their wires at once, on another instance too', async () => {
    const person = await founder.invite(roomId, 'editor');
    const client = await enter(second, person);
    await founder.ask('DELETE', `/api/rooms/${roomId}/members/${person.memberId}`);
    await eventually(() => client.state.connection === 'ended', 'the end');
    expect(client.state.ended?.code).toBe('not-a-member');
  });
});

describe('signals', () => {
  const heard = (client: RoomClient): Signal[] => {
    const signals: Signal[] = [];
    client.onSignal((signal) => signals.push(signal));
    return signals;
  };

  it('carry a reaction to everyone on every instance, in its sender’s name, once', async () => {
    const [voter, viewer] = [await guest('voter'), await guest('viewer')];
    const [atHost, atVoter, atViewer] = [heard(host), heard(voter), heard(viewer)];
    await voter.react(design(voter).id, 'love', { x: 0.25, y: 0.75 });
    const by = voter.state.me?.id;
    const expected = { kind: 'reaction', by, designId: design(voter).id, mark: 'love', x: 0.25, y: 0.75 };
    await eventually(() => atHost.length > 0 && atViewer.length > 0, 'the reaction');
    expect([atHost, atVoter, atViewer]).toEqual([[expected], [expected], [expected]]);
    await expect(viewer.react(design(viewer).id, 'love', { x: 0, y: 0 })).rejects.toThrow(
      refusedWith('role-forbidden'),
    );
  });

  it('are bounded: more is refused, not queued', async () => {
    const voter = await guest('voter');
    const at = { x: 0.5, y: 0.5 };
    const many = Array.from({ length: limits.reactionsBurst + 20 }, () =>
      voter.react(design(voter).id, 'yes', at),
    );
    const outcomes = await Promise.allSettled(many);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0]).toMatchObject({ reason: { code: 'rate-limited' } });
  });

  it('carry the host’s call to look at a design, and nobody else’s', async () => {
    const editor = await guest('editor');
    const atEditor = heard(editor);
    await host.gather(design(host).id);
    await eventually(() => atEditor.length > 0, 'the call');
    expect(atEditor).toEqual([{ kind: 'gather', by: host.state.me?.id, designId: design(host).id }]);
    await expect(editor.gather(design(editor).id)).rejects.toThrow(refusedWith('role-forbidden'));
    await expect(host.gather('AAAAAAAAAAAA')).rejects.toThrow(refusedWith('design-not-found'));
  });
});

describe('presence', () => {
  const of = (client: RoomClient, member: RoomClient) =>
    client.presences.find(({ presence }) => presence.member === member.state.me?.id)?.presence;

  it('tells every instance who follows whom, and where they point on the rack', async () => {
    const voter = await guest('voter');
    const cursor = { card: design(voter).id, x: 0.25, y: 0.5 };
    voter.setFollowing(host.state.me?.id ?? null);
    voter.setCursor(cursor);
    await eventually(() => of(host, voter)?.cursor?.card !== undefined, 'the cursor on the card');
    expect(of(host, voter)).toMatchObject({ following: host.state.me?.id, cursor });
    voter.hideCursor(true);
    await eventually(() => of(host, voter)?.cursor === null, 'the hidden cursor');
    voter.setCursor({ ...cursor, x: 0.75 });
    voter.setFollowing(null);
    await eventually(() => of(host, voter)?.following === null, 'the end of the following');
    expect(of(host, voter)?.cursor).toBeNull();
  });
});
