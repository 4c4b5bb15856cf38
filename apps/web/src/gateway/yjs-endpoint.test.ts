import { errorTable, limits } from '@toile/protocol';
import { createDesign, deleteDesign, designMap, readDesign, readRack, setField } from '@toile/room';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Person } from './testing/person.fixture.js';
import { startServer, type TestServer } from './testing/server.fixture.js';
import type { YjsPeer } from './testing/yjs-peer.fixture.js';

let server: TestServer;
let host: Person;
let roomId: string;
let hostId: string;
let people: Person[];

beforeAll(async () => {
  server = await startServer({ roomsPerHour: 1_000 });
});
afterAll(() => server.close());

beforeEach(async () => {
  host = new Person(server);
  people = [host];
  const answer = await host.createRoom();
  roomId = answer.room.id;
  hostId = answer.me.id;
});
afterEach(() => {
  for (const person of people) person.leave();
});

async function guest(role: 'viewer' | 'voter' | 'editor'): Promise<Person & { memberId: string }> {
  const person = await host.invite(roomId, role);
  people.push(person);
  return person;
}

const design = (peer: YjsPeer) => readRack(peer.doc)[0]!;

/** An update that sets `value` under `field` of a design, whatever the field may hold. */
function forged(peer: YjsPeer, field: string, value: unknown): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer.doc));
  const before = Y.encodeStateVector(doc);
  (designMap(doc, design(peer).id) as Y.Map<unknown>).set(field, value);
  return Y.encodeStateAsUpdate(doc, before);
}

async function storedDoc(): Promise<Y.Doc> {
  const { snapshot, updates } = await server.store.docLog(roomId, 0);
  const doc = new Y.Doc();
  for (const row of [...(snapshot ? [snapshot] : []), ...updates]) Y.applyUpdate(doc, row.update);
  return doc;
}

describe('documents', () => {
  it('hands a new connection the document that was committed with the room', async () => {
    const peer = await host.yjs(roomId).ready();
    expect(readRack(peer.doc).map(({ name }) => name)).toEqual(['First toile']);
    expect(design(peer).a.category).toBe(1);
  });

  it('forwards an edit to the others at once and says when it is committed', async () => {
    const editor = await guest('editor');
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), editor.yjs(roomId).ready()]);
    setField(one.doc, design(one).id, 'mix.style', 0.25);
    await other.until(() => design(other).style === 0.25, 'the edit at the other');
    await one.allSaved();
    expect(readRack(await storedDoc())[0]?.style).toBe(0.25);
  });

  it('takes in what was edited offline, whatever comes before the answer to its SyncStep1', async () => {
    const first = await host.yjs(roomId).ready();
    const { id } = design(first);
    first.close();
    await first.ended();
    for (let step = 1; step <= 10; step += 1) setField(first.doc, id, 'mix.style', step / 100);
    // Impatient: an update on top of the offline ones, before the server has asked for those.
    const again = host.yjs(roomId, { doc: first.doc });
    await again.until(() => again.ws.readyState === again.ws.OPEN);
    setField(again.doc, id, 'mix.style', 0.5);
    await again.ready();
    await again.allSaved();
    expect(again.closed).toBeNull();
    expect(readRack(await storedDoc())[0]?.style).toBe(0.5);
  });

  it('survives the room being freed: what was committed is there again', async () => {
    const first = await host.yjs(roomId).ready();
    const second = createDesign(first.doc, { name: 'Kept' });
    await first.allSaved();
    first.close();
    await expect.poll(() => server.gateway.rooms.peek(roomId), { timeout: 5_000 }).toBeNull();
    const again = await host.yjs(roomId).ready();
    expect(readDesign(again.doc, second)?.name).toBe('Kept');
  });
});

describe('roles', () => {
  it.each(['voter', 'viewer'] as const)(
    'refuses the edits of a %s and shows them to nobody',
    async (role) => {
      const reader = await guest(role);
      const [editor, peer] = await Promise.all([host.yjs(roomId).ready(), reader.yjs(roomId).ready()]);
      await peer.allSaved();
      setField(peer.doc, design(peer).id, 'mix.style', 0.9);
      await peer.until(() => peer.refusals.length > 0, 'the refusal');
      expect(peer.refusals[0]).toMatchObject({
        count: 2,
        error: { code: 'role-forbidden', retryable: false },
      });
      setField(editor.doc, design(editor).id, 'truncationPsi', 0.3);
      await peer.until(() => design(peer).truncationPsi === 0.3, 'the host’s edit at the reader');
      expect(design(editor).style).toBe(0);
      expect(peer.closed).toBeNull();
      expect(readRack(await storedDoc())[0]?.style).toBe(0);
    },
  );

  it('refuses a deletion by a reader, which is an update without new structs', async () => {
    const reader = await guest('viewer');
    const peer = await reader.yjs(roomId).ready();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(peer.doc));
    const before = Y.encodeStateVector(copy);
    deleteDesign(copy, design(peer).id);
    peer.sendUpdate(Y.encodeStateAsUpdate(copy, before));
    await peer.until(() => peer.refusals.length > 0, 'the refusal');
    expect(readRack(await storedDoc())).toHaveLength(1);
  });

  it('follows a role that changes while connected', async () => {
    const person = await guest('voter');
    const peer = await person.yjs(roomId).ready();
    await host.ask('PATCH', `/api/rooms/${roomId}/members/${person.memberId}`, { role: 'editor' });
    setField(peer.doc, design(peer).id, 'mix.style', 0.5);
    await peer.allSaved();
    await host.ask('PATCH', `/api/rooms/${roomId}/members/${person.memberId}`, { role: 'viewer' });
    setField(peer.doc, design(peer).id, 'mix.style', 0.6);
    await peer.until(() => peer.refusals.length > 0, 'the refusal');
    expect(readRack(await storedDoc())[0]?.style).toBe(0.5);
  });

  it('ends the connections of a member who is removed', async () => {
    const person = await guest('editor');
    const peer = await person.yjs(roomId).ready();
    await host.ask('DELETE', `/api/rooms/${roomId}/members/${person.memberId}`);
    expect((await peer.ended()).code).toBe(errorTable['not-a-member'].closeCode);
    const back = person.yjs(roomId);
    expect((await back.ended()).code).toBe(errorTable['not-a-member'].closeCode);
  });
});

describe('who may connect', () => {
  it('closes with the code of the reason', async () => {
    const stranger = new Person(server);
    people.push(stranger);
    expect((await stranger.yjs(roomId).ended()).code).toBe(errorTable.unauthenticated.closeCode);
    await stranger.createRoom();
    expect((await stranger.yjs(roomId).ended()).code).toBe(errorTable['not-a-member'].closeCode);
    expect((await host.yjs('0000000000000000').ended()).code).toBe(errorTable['room-not-found'].closeCode);
    expect((await host.yjs('nonsense').ended()).code).toBe(errorTable['room-not-found'].closeCode);
    expect((await host.yjs(roomId, { clientId: -1 }).ended()).code).toBe(errorTable['bad-request'].closeCode);
  });

  it('lets a member open limits.connectionsPerMember connections and no more', async () => {
    const peers = Array.from({ length: limits.connectionsPerMember }, () => host.yjs(roomId));
    await Promise.all(peers.map((peer) => peer.ready()));
    const more = host.yjs(roomId);
    expect((await more.ended()).code).toBe(errorTable['rate-limited'].closeCode);
    peers[0]?.close();
    await expect
      .poll(
        async () => {
          const again = host.yjs(roomId);
          await again.until(() => again.synced || again.closed !== null);
          return again.closed;
        },
        { timeout: 5_000 },
      )
      .toBeNull();
  });

  it('gives a clientId to one member at a time, and to the same one when they come back', async () => {
    const editor = await guest('editor');
    const first = await host.yjs(roomId, { clientId: 77 }).ready();
    first.sendPresence({ member: hostId, looking: null, holding: null, cursor: null });
    const watching = await editor.yjs(roomId).ready();
    await watching.until(() => watching.presences.has(77), 'the presence of the first');
    const thief = editor.yjs(roomId, { clientId: 77 });
    expect((await thief.ended()).code).toBe(errorTable['bad-request'].closeCode);
    const back = await host.yjs(roomId, { clientId: 77 }).ready();
    await first.ended();
    expect(back.closed).toBeNull();
    expect(watching.presences.get(77)?.state).not.toBeNull();
  });
});

describe('bad messages', () => {
  it('refuses a value that is not allowed, leaves the room alive and takes nothing more from the sender', async () => {
    const editor = await guest('editor');
    const [bad, good] = await Promise.all([editor.yjs(roomId).ready(), host.yjs(roomId).ready()]);
    bad.sendUpdate(forged(bad, 'mix.style', 17));
    await bad.until(() => bad.refusals.length > 0, 'the refusal');
    expect(bad.refusals[0]?.error.code).toBe('update-invalid');
    setField(bad.doc, design(bad).id, 'mix.structure', 0.4);
    setField(good.doc, design(good).id, 'mix.style', 0.75);
    await good.allSaved();
    await bad.until(() => design(bad).style === 0.75, 'the good edit at the refused one');
    expect(bad.saved).toBeLessThan(bad.sent);
    expect(design(good).structure).toBe(0);
    expect(readRack(await storedDoc())[0]).toMatchObject({ style: 0.75, structure: 0 });
  });

  it('refuses what is no update, and closes at limits.strikesPerConnection', async () => {
    const peer = await host.yjs(roomId).ready();
    for (let strike = 1; strike < limits.strikesPerConnection; strike += 1) peer.sendRaw(Uint8Array.of(42));
    peer.askSync();
    peer.synced = false;
    await peer.ready();
    peer.sendRaw('text');
    expect((await peer.ended()).code).toBe(errorTable['update-malformed'].closeCode);
  });

  it('asks for what an update builds on, and takes it all from the answer', async () => {
    const peer = await host.yjs(roomId).ready();
    await peer.allSaved();
    const { id } = design(peer);
    const updates: Uint8Array[] = [];
    const elsewhere = new Y.Doc();
    Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(peer.doc));
    elsewhere.on('update', (update) => updates.push(update));
    setField(elsewhere, id, 'mix.style', 0.1);
    setField(elsewhere, id, 'mix.style', 0.2);
    const asked = peer.syncRequests;
    Y.applyUpdate(peer.doc, Y.mergeUpdates(updates), peer);
    peer.sendUpdate(updates[1]!);
    await peer.until(() => peer.syncRequests > asked, 'another SyncStep1');
    await peer.allSaved();
    expect(readRack(await storedDoc())[0]?.style).toBe(0.2);
  });

  it('closes a connection whose message is larger than limits.messageBytes', async () => {
    const peer = await host.yjs(roomId).ready();
    peer.sendRaw(new Uint8Array(limits.messageBytes + 1));
    expect((await peer.ended()).code).toBe(1009);
  });

  it('closes a flood of updates as rate-limited, and a retry is welcome', async () => {
    const peer = await host.yjs(roomId).ready();
    const nothing = Y.encodeStateAsUpdate(new Y.Doc());
    for (let count = 0; count < limits.docUpdatesBurst + 400; count += 1) peer.sendUpdate(nothing);
    expect((await peer.ended()).code).toBe(errorTable['rate-limited'].closeCode);
    await host.yjs(roomId).ready();
  });

  it('closes a flood of SyncStep1, each of which costs the server the whole document', async () => {
    const peer = await host.yjs(roomId).ready();
    for (let count = 0; count < 60; count += 1) peer.askSync();
    expect((await peer.ended()).code).toBe(errorTable['rate-limited'].closeCode);
  });

  it('refuses a design too many with document-full', async () => {
    const peer = await host.yjs(roomId).ready();
    peer.doc.transact(() => {
      for (let count = 1; count < limits.designsPerRoom; count += 1)
        createDesign(peer.doc, { name: `${count}` });
    });
    await peer.allSaved();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(peer.doc));
    const before = Y.encodeStateVector(other);
    const id = 'AAAAAAAAAAAA';
    other.getMap('designs').set(id, new Y.Map([['name', 'one too many']]));
    peer.sendUpdate(Y.encodeStateAsUpdate(other, before));
    await peer.until(() => peer.refusals.length > 0, 'the refusal');
    expect(peer.refusals[0]?.error.code).toBe('document-full');
  });
});

describe('presence', () => {
  const at = (member: string, x = 0.5) => ({ member, looking: null, holding: null, cursor: { x, y: 0.5 } });

  it('shows people to each other, to those who come later, and no more once they are gone', async () => {
    const editor = await guest('editor');
    const one = await host.yjs(roomId).ready();
    one.sendPresence(at(hostId));
    const other = await editor.yjs(roomId).ready();
    await other.until(() => other.presences.get(one.clientId)?.state?.cursor?.x === 0.5, 'the presence');
    one.sendPresence(at(hostId, 0.75), { clock: 2 });
    await other.until(
      () => other.presences.get(one.clientId)?.state?.cursor?.x === 0.75,
      'the newer presence',
    );
    one.close();
    await other.until(() => other.presences.get(one.clientId)?.state === null, 'the leave');
  });

  it('gives somebody who comes back with an old clock a newer one, so that all see them', async () => {
    const editor = await guest('editor');
    const other = await editor.yjs(roomId).ready();
    const one = await host.yjs(roomId, { clientId: 5 }).ready();
    one.sendPresence(at(hostId), { clock: 9 });
    await other.until(() => other.presences.get(5)?.state != null, 'the presence');
    one.close();
    await other.until(() => other.presences.get(5)?.state === null, 'the leave');
    const leftAt = other.presences.get(5)!.clock;
    const back = await host.yjs(roomId, { clientId: 5 }).ready();
    back.sendPresence(at(hostId), { clock: 9 });
    await other.until(() => other.presences.get(5)?.state != null, 'the return');
    expect(other.presences.get(5)!.clock).toBeGreaterThan(leftAt);
  });

  it('takes from a connection the entry of its own clientId and no other', async () => {
    const editor = await guest('editor');
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), editor.yjs(roomId).ready()]);
    for (let clientId = 1000; clientId < 1020; clientId += 1) one.sendPresence(at(hostId), { clientId });
    one.sendPresence(null, { clientId: other.clientId, clock: 99 });
    one.sendPresence(at(hostId));
    await other.until(() => other.presences.has(one.clientId), 'the own entry');
    expect([...other.presences.keys()]).toEqual([one.clientId]);
    expect(one.closed).toBeNull();
  });

  it.each([
    ['under another member’s name', () => at('AAAAAAAAAAAA')],
    ['with a cursor off the stage', () => at(hostId, 7)],
    ['too large', () => ({ ...at(hostId), note: 'x'.repeat(limits.awarenessBytes) })],
  ])('takes no presence %s', async (_what, state) => {
    const editor = await guest('editor');
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), editor.yjs(roomId).ready()]);
    one.sendPresence(state());
    one.sendPresence(at(hostId, 0.1), { clock: 2 });
    await other.until(() => other.presences.has(one.clientId), 'the good presence');
    expect(other.presences.get(one.clientId)?.state?.cursor?.x).toBe(0.1);
  });

  it('drops what the schema does not know', async () => {
    const editor = await guest('editor');
    const [one, other] = await Promise.all([host.yjs(roomId).ready(), editor.yjs(roomId).ready()]);
    one.sendPresence({ ...at(hostId), html: '<b>' });
    await other.until(() => other.presences.has(one.clientId), 'the presence');
    expect(other.presences.get(one.clientId)?.state).toEqual({ ...at(hostId), following: null });
  });
});
