import { limits, type Version, type VersionPage } from '@toile/protocol';
import { MemoryRenderQueue, MemoryRoomBus, MemoryRoomHub } from '@toile/queue';
import {
  createDesign,
  deleteDesign,
  readRack,
  renameDesign,
  restoreDesign,
  setField,
  setSlider,
} from '@toile/room';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LivePeer } from '../testing/live-peer.fixture.js';
import { Person } from '../testing/person.fixture.js';
import { startServer, type TestServer } from '../testing/server.fixture.js';
import { eventually } from '../testing/until.fixture.js';
import type { YjsPeer } from '../testing/yjs-peer.fixture.js';

const settleMs = 100;

/** Two instances around one store; what they tell each other goes through one hub. */
let first: TestServer;
let second: TestServer;
let host: Person;
let roomId: string;
let designId: string;
let people: Person[];

beforeAll(async () => {
  const hub = new MemoryRoomHub();
  const shared = {
    roomsPerHour: 1_000,
    settleMs,
    fleet: true,
    pollMs: 60_000,
    queue: new MemoryRenderQueue(),
  };
  first = await startServer({ ...shared, bus: new MemoryRoomBus(hub) });
  second = await startServer({
    ...shared,
    bus: new MemoryRoomBus(hub),
    store: first.store,
    packs: first.packs,
  });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

beforeEach(async () => {
  host = new Person(first);
  people = [host];
  roomId = (await host.createRoom()).room.id;
  designId = readRack((await doc(host)).doc)[0]!.id;
});
afterEach(() => {
  for (const person of people) person.leave();
});

const doc = (person: Person): Promise<YjsPeer> => person.yjs(roomId).ready();
const live = (person: Person): Promise<LivePeer> => person.live(roomId).ready();

async function guest(
  role: 'viewer' | 'voter' | 'editor',
  name: string,
  server = first,
): Promise<Person & { memberId: string }> {
  const person = Object.assign(await host.invite(roomId, role, name), { server });
  people.push(person);
  return person;
}

/** The feed in few words, newest first. */
const told = ({ activity }: LivePeer) =>
  (activity ?? []).map((entry) => {
    const what = entry.kind === 'version' ? entry.version.deed : entry.kind;
    return `${entry.by.name} ${what}`;
  });
const page = async (peer: LivePeer, request: object = { designId }): Promise<VersionPage> => {
  const answer = await peer.ask('versions', request);
  expect(answer.ok).toBe(true);
  return answer as unknown as VersionPage;
};
const name = (peer: LivePeer, request: object) =>
  peer.ask('name-version', { designId, versionId: null, name: 'Final', ...request });

describe('versions', () => {
  it('begin with the room, and tell everyone live who changed what, on whichever instance they are', async () => {
    const ben = await guest('editor', 'Ben', second);
    const [hostLive, benLive, hostDoc, benDoc] = [
      await live(host),
      await live(ben),
      await doc(host),
      await doc(ben),
    ];
    expect(told(hostLive)).toEqual(['Ben joined', 'Host added', 'Host joined']);
    setSlider(hostDoc.doc, designId, 'sleeves', 2);
    setField(benDoc.doc, designId, 'mix.style', 0.5);
    for (const peer of [hostLive, benLive]) {
      await peer.until(() => told(peer).length === 5, 'two versions');
      expect(told(peer).slice(0, 2).sort()).toEqual(['Ben changed', 'Host changed']);
    }
    expect(hostLive.activity).toEqual(benLive.activity);
    const { versions, total } = await page(benLive);
    expect(total).toBe(3);
    const changes = new Map(versions.map(({ by, changes: made }) => [by.name, made]));
    expect(changes.get('Ben')).toEqual([{ field: 'mix.style', from: 0, to: 0.5 }]);
    expect(versions.find(({ deed }) => deed === 'changed')?.changes).toHaveLength(1);
  });

  it('are written once, by the instance that admitted the edits', async () => {
    const ben = await guest('editor', 'Ben', second);
    const [hostDoc, benDoc] = [await doc(host), await doc(ben)];
    for (let i = 1; i <= 4; i++) setSlider(benDoc.doc, designId, 'length', i / 2);
    await hostDoc.until(() => readRack(hostDoc.doc)[0]?.sliders.length === 2, 'the edit here');
    const hostLive = await live(host);
    await hostLive.until(() => told(hostLive)[0] === 'Ben changed', 'a version');
    await new Promise((resolve) => setTimeout(resolve, 3 * settleMs));
    expect((await page(hostLive)).total).toBe(2);
  });

  it('hold back no edit that was on its way when a room is closed', async () => {
    const hostDoc = await doc(host);
    setSlider(hostDoc.doc, designId, 'sleeves', 1);
    await hostDoc.allSaved();
    // The room is freed before the design has had its time to settle.
    host.leave();
    await eventually(
      async () => (await first.store.versions(roomId, designId, { limit: 9 })).total === 2,
      'the version',
    );
    await eventually(() => first.gateway.rooms.peek(roomId) === null, 'the end of the room');
    const { versions } = await page(await live(host));
    expect(versions[0]?.changes).toEqual([{ field: 'slider.sleeves', from: 0, to: 1 }]);
  });

  it('page from the newest back', async () => {
    const [hostDoc, hostLive] = [await doc(host), await live(host)];
    for (let i = 1; i <= 3; i++) {
      renameDesign(hostDoc.doc, designId, `Name ${i}`);
      await hostLive.until(() => told(hostLive).length === 2 + i, 'a version');
    }
    const read: Version[] = [];
    for (let more = true; more; ) {
      const before = read.at(-1);
      const { versions } = await page(hostLive, {
        designId,
        limit: 2,
        ...(before ? { before: { atMs: before.atMs, id: before.id } } : {}),
      });
      read.push(...versions);
      more = versions.length > 0;
    }
    expect(read.map(({ state }) => (JSON.parse(state) as { name: string }).name)).toEqual([
      'Name 3',
      'Name 2',
      'Name 1',
      'First toile',
    ]);
  });

  it('bring back a design that was taken off, by an ordinary edit', async () => {
    const ben = await guest('editor', 'Ben', second);
    const [hostDoc, benDoc, benLive] = [await doc(host), await doc(ben), await live(ben)];
    const before = readRack(hostDoc.doc);
    deleteDesign(hostDoc.doc, designId);
    await benLive.until(() => told(benLive)[0] === 'Host removed', 'the removal');
    const { versions } = await page(benLive);
    restoreDesign(benDoc.doc, versions[0]!);
    await hostDoc.until(() => readRack(hostDoc.doc).length === 1, 'the design');
    expect(readRack(hostDoc.doc)).toEqual(before);
    await benLive.until(() => told(benLive)[0] === 'Ben returned', 'the return');
  });
});

describe('naming', () => {
  it('names the present state, edits of this moment included, and everyone is told', async () => {
    const ben = await guest('editor', 'Ben', second);
    const [hostDoc, benDoc, hostLive, benLive] = [
      await doc(host),
      await doc(ben),
      await live(host),
      await live(ben),
    ];
    setSlider(benDoc.doc, designId, 'sleeves', 2);
    await benDoc.allSaved();
    const answer = await name(benLive, { name: '  Lookbook ' });
    const { version } = answer as unknown as { version: Version };
    expect(version).toMatchObject({ naming: { name: 'Lookbook', by: { name: 'Ben' } }, deed: 'changed' });
    expect(JSON.parse(version.state)).toMatchObject({ 'slider.sleeves': 2 });
    await hostLive.until(() => told(hostLive)[0] === 'Ben named', 'the naming');

    // The host's instance has not written this version: it makes one of what it sees.
    await hostDoc.until(() => readRack(hostDoc.doc)[0]?.sliders.sleeves === 2, 'the edit here');
    expect(await name(hostLive, { name: 'Mine' })).toMatchObject({
      ok: true,
      version: { id: version.id, naming: { name: 'Mine', by: { name: 'Host' } } },
    });
    expect(await name(hostLive, { versionId: version.id, name: null })).toMatchObject({
      ok: true,
      version: { naming: null },
    });
    await benLive.until(() => !told(benLive).some((words) => words.endsWith('named')), 'the end of the name');
  });

  it('is taken back for everyone at once, though the feed has gone on since', async () => {
    const ben = await guest('editor', 'Ben', second);
    const [hostDoc, hostLive, benLive] = [await doc(host), await live(host), await live(ben)];
    const { version } = (await name(hostLive, { name: 'Lookbook' })) as unknown as { version: Version };
    const named = (peer: LivePeer) => told(peer).includes('Host named');
    await benLive.until(() => named(benLive), 'the naming');
    for (let i = 0; i < limits.activityPerPage; i++) createDesign(hostDoc.doc, { name: `No. ${i}` });
    await benLive.until(() => told(benLive).length > limits.activityPerPage + 3, 'what came after it');
    expect(named(benLive)).toBe(true);
    await name(hostLive, { versionId: version.id, name: null });
    await benLive.until(() => !named(benLive), 'the end of the name, on the other instance');
    await hostLive.until(() => !named(hostLive), 'the end of the name');
  });

  it('is for editors, of versions and designs that are there, and within limits', async () => {
    const [vera, hostLive, hostDoc] = [await guest('voter', 'Vera'), await live(host), await doc(host)];
    const veraLive = await live(vera);
    expect(await name(veraLive, {})).toMatchObject({ ok: false, error: { code: 'role-forbidden' } });
    expect((await page(veraLive)).total).toBe(1);
    expect(await name(hostLive, { versionId: 'abcdefghijkm' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(await name(hostLive, { designId: 'abcdefghijkm' })).toMatchObject({
      ok: false,
      error: { code: 'design-not-found' },
    });
    for (const request of [{ name: ' ' }, { name: 7 }, { designId: 'x' }, { versionId: 'x' }]) {
      expect(await name(hostLive, request)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    }
    expect(await hostLive.ask('versions', { designId, limit: 10_000 })).toMatchObject({ ok: false });
    expect(await hostLive.ask('older-activity', { before: 'yesterday' })).toMatchObject({ ok: false });

    const many = Array.from({ length: limits.namedVersionsPerDesign }, (_, i): Version => {
      const by = { id: 'abcdefghijkm', name: 'Ana' };
      const id = `named${String(i).padStart(7, '0')}`;
      const naming = { name: 'n', by, atMs: i };
      return { id, designId, atMs: i, by, deed: 'changed', changes: [], state: '{}', naming };
    });
    await first.store.addVersions(roomId, many, { perDesign: 10, perRoom: 10 });
    renameDesign(hostDoc.doc, designId, 'Another');
    await hostDoc.allSaved();
    expect(await name(hostLive, {})).toMatchObject({
      ok: false,
      error: { code: 'versions-full', limit: { name: 'namedVersionsPerDesign' } },
    });
  });
});

describe('the feed', () => {
  it('tells of votes while they stand, of people while they are members, and of older things for the asking', async () => {
    const ben = await guest('voter', 'Ben', second);
    const [hostLive, benLive, hostDoc] = [await live(host), await live(ben), await doc(host)];
    await benLive.vote(designId);
    await hostLive.until(() => told(hostLive)[0] === 'Ben voted', 'the vote');
    await benLive.vote(designId, false);
    await hostLive.until(() => told(hostLive)[0] === 'Ben joined', 'the vote taken back');

    const count = 30;
    for (let i = 0; i < count; i++) createDesign(hostDoc.doc, { name: `No. ${i}` });
    await hostLive.until(() => told(hostLive).length === count + 3, 'thirty versions');
    const fresh = await live(host);
    expect(fresh.activity?.length).toBeLessThan(count);
    const last = fresh.activity!.at(-1)!;
    const older = await fresh.ask('older-activity', { before: { atMs: last.atMs, id: last.id } });
    const { entries } = older as unknown as { entries: NonNullable<LivePeer['activity']> };
    const both = [...fresh.activity!, ...entries];
    expect(both.map(({ id }) => id)).toEqual((hostLive.activity ?? []).map(({ id }) => id));

    await host.ask('DELETE', `/api/rooms/${roomId}/members/${ben.memberId}`);
    await hostLive.until(() => !told(hostLive).includes('Ben joined'), 'the end of a member');
  });
});
