import { BrowserShelf, type ChangeOwner, type OpenChangeShelf, type RoomClient } from '@toile/client';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { FlakyLink, ProcessLocks } from '@toile/client/testing';
import { ToileError } from '@toile/protocol';
import { EditError } from '@toile/room';
import { IDBFactory } from 'fake-indexeddb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Person } from './testing/person.fixture.js';
import { startServer, type TestServer } from './testing/server.fixture.js';
import { eventually } from './testing/until.fixture.js';

let server: TestServer;
let link: FlakyLink;
let roomId: string;
let founder: Person;
let host: RoomClient;
let clients: RoomClient[];

beforeAll(async () => {
  server = await startServer({ roomsPerHour: 1_000 });
});
afterAll(() => server.close());

beforeEach(async () => {
  clients = [];
  link = await FlakyLink.to(server.port);
  founder = new Person(server);
  roomId = (await founder.createRoom()).room.id;
  host = await enter(server.url, founder);
});
afterEach(async () => {
  for (const client of clients) client.close();
  await link.close();
});

async function enter(baseUrl: string, { session }: Person): Promise<RoomClient> {
  const client = openNodeRoom({ http: nodeToileHttp({ baseUrl, session: session ?? null }), roomId });
  clients.push(client);
  await client.awaitReady();
  await eventually(() => client.state.connection === 'online', 'both wires');
  return client;
}

/** Somebody whose network can fail. */
const traveller = async (role: 'editor' | 'voter' = 'editor') =>
  enter(link.url, await founder.invite(roomId, role));
const offline = async (client: RoomClient) => {
  link.cut();
  await eventually(() => client.state.connection === 'offline', 'the loss');
};
const back = async (client: RoomClient) => {
  link.mend();
  client.retryNow();
  await eventually(
    () => client.state.connection === 'online' && client.state.saving === 'saved',
    'the return',
    15_000,
  );
};
/** What the pages of one browser share. */
const browser = () => {
  const [indexedDb, locks] = [new IDBFactory(), new ProcessLocks()];
  return (owner: ChangeOwner) => BrowserShelf.open(owner, indexedDb, locks);
};
const openPage = async (person: Person, shelf: OpenChangeShelf, baseUrl = link.url) => {
  const http = nodeToileHttp({ baseUrl, session: person.session ?? null });
  const client = openNodeRoom({ http, roomId, shelf });
  clients.push(client);
  await client.awaitReady();
  await eventually(
    () => client.state.connection === 'online' && client.state.keeping,
    'the room and its shelf',
  );
  return client;
};
const texts = (client: RoomClient) => client.threads.map(({ comment }) => comment.text);

describe('coming back with edits', () => {
  it('counts what waits, merges it, and says that nothing waits any more', async () => {
    const client = await traveller();
    const [first] = client.rack;
    if (!first) throw new Error('expected the first design');
    await offline(client);
    client.edit.setSlider(first.id, 'sleeves', 2);
    client.comment.add(first.id, 'From the train');
    const added = client.edit.create({ name: 'Added' });
    expect(client.state).toMatchObject({ saving: 'unsaved', unsavedChanges: 3 });
    expect(client.state.retryAtMs).not.toBeNull();
    host.edit.setField(first.id, 'mix.style', 0.5);
    await host.awaitSaved();
    await back(client);
    expect(client.state).toMatchObject({ unsavedChanges: 0, unkept: [], refusal: null });
    await eventually(() => host.rack.length === 2, 'the design at the host');
    expect(host.rack[0]).toMatchObject({ style: 0.5, sliders: { sleeves: 2 } });
    expect(host.rack[1]?.id).toBe(added);
    expect(client.rack).toEqual(host.rack);
    await eventually(() => texts(host).length === 1, 'the comment at the host');
  });

  it('loses what a lock keeps out and nothing else, and names it', async () => {
    const client = await traveller();
    const locked = client.rack[0]?.id ?? '';
    const free = client.edit.create({ name: 'Free' });
    await client.awaitSaved();
    await offline(client);
    client.edit.setSlider(free, 'sleeves', 2);
    client.edit.setSlider(locked, 'sleeves', 2);
    client.comment.add(locked, 'Why so short?');
    client.edit.rename(free, 'Freed');
    await host.lockDesign(locked, true);
    await back(client);
    expect(client.state.unkept).toMatchObject([
      { what: 'changed', designId: locked, code: 'design-locked', name: client.rack[0]?.name },
    ]);
    await eventually(() => host.rack[1]?.name === 'Freed', 'what was free at the host');
    expect(host.rack[1]?.sliders).toEqual({ sleeves: 2 });
    expect(host.rack[0]?.sliders).toEqual({});
    expect(client.rack).toEqual(host.rack);
    expect(texts(client)).toEqual(['Why so short?']);
    // Undo goes on from what was kept.
    client.undo.undo();
    expect(client.rack[1]?.name).toBe('Free');
    await client.awaitSaved();
  });

  it('keeps the comments of somebody who became a voter meanwhile, and says what else is lost', async () => {
    const person = await founder.invite(roomId, 'editor');
    const client = await enter(link.url, person);
    const designId = client.rack[0]?.id ?? '';
    await offline(client);
    client.edit.setSlider(designId, 'sleeves', 2);
    client.comment.add(designId, 'Still mine');
    await founder.ask('PATCH', `/api/rooms/${roomId}/members/${person.memberId}`, { role: 'voter' });
    await back(client);
    expect(client.state.me?.role).toBe('voter');
    expect(client.state.unkept).toMatchObject([{ what: 'changed', designId, code: 'role-forbidden' }]);
    await eventually(() => texts(host)[0] === 'Still mine', 'the comment at the host');
    client.comment.add(designId, 'And another');
    await client.awaitSaved();
  });

  it('lets a change go whose design was taken off the rack meanwhile, as merging does', async () => {
    const client = await traveller();
    const designId = client.rack[0]?.id ?? '';
    await offline(client);
    client.edit.setSlider(designId, 'sleeves', 2);
    host.edit.remove(designId);
    await host.awaitSaved();
    await back(client);
    expect(client.state).toMatchObject({ refusal: null, unsavedChanges: 0 });
    expect(client.rack).toEqual([]);
  });
});

describe('closing the page while changes wait', () => {
  it('brings them back with the next page, says how many, and they can be undone', async () => {
    const person = await founder.invite(roomId, 'editor');
    const shelf = browser();
    const client = await openPage(person, shelf);
    const designId = client.rack[0]?.id ?? '';
    client.edit.setField(designId, 'mix.style', 0.1);
    await client.awaitSaved();
    await offline(client);
    client.edit.setSlider(designId, 'sleeves', 2);
    const added = client.edit.create({ name: 'Added' });
    client.comment.add(added, 'From the train');
    client.close();
    host.edit.setField(designId, 'mix.style', 0.5);
    await host.awaitSaved();

    link.mend();
    const again = await openPage(person, shelf);
    await eventually(() => again.state.broughtBack !== null, 'the changes from last time');
    expect(again.state.broughtBack).toEqual({ changes: 3 });
    await again.awaitSaved();
    await eventually(() => host.rack.length === 2 && host.threads.length === 1, 'them at the host');
    // What had been saved then is not written once more.
    expect(host.rack[0]).toMatchObject({ style: 0.5, sliders: { sleeves: 2 } });
    again.undo.undo();
    expect(again.rack.map(({ id }) => id)).toEqual([designId]);
    await again.awaitSaved();
    again.close();
    const later = await openPage(person, shelf);
    await later.awaitSaved();
    expect(later.state.broughtBack).toBeNull();
  });

  it('writes nothing again that had arrived before its page ended, whatever happened to it since', async () => {
    const person = await founder.invite(roomId, 'editor');
    const shelf = browser();
    const client = await openPage(person, shelf);
    const designId = client.rack[0]?.id ?? '';
    client.edit.setField(designId, 'mix.style', 0.1);
    const added = client.edit.create({ name: 'Added' });
    // It is sent on the way out; whether it was saved, this page never hears.
    client.close();
    await eventually(() => host.rack.length === 2, 'the design at the host');
    host.edit.setField(designId, 'mix.style', 0.9);
    host.edit.remove(added);
    await host.awaitSaved();
    const again = await openPage(person, shelf);
    await again.awaitSaved();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(again.state).toMatchObject({ broughtBack: null, unkept: [], unsavedChanges: 0 });
    expect(again.rack.map(({ id, style }) => [id, style])).toEqual([[designId, 0.9]]);
  });

  it('keeps a second page of the same browser from sending them a second time', async () => {
    const person = await founder.invite(roomId, 'editor');
    const shelf = browser();
    const client = await openPage(person, shelf);
    await offline(client);
    client.edit.create({ name: 'Only once' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const other = await openPage(person, shelf, server.url);
    await other.awaitSaved();
    expect(other.state.broughtBack).toBeNull();
    await back(client);
    await eventually(() => host.rack.length === 2, 'the design at the host');
    expect(other.state.broughtBack).toBeNull();
  });

  it('loses what was locked meanwhile, names it, and does not try again', async () => {
    const person = await founder.invite(roomId, 'editor');
    const shelf = browser();
    const client = await openPage(person, shelf);
    const designId = client.rack[0]?.id ?? '';
    await offline(client);
    client.edit.setSlider(designId, 'sleeves', 2);
    client.comment.add(designId, 'Shorter?');
    client.close();
    await host.lockDesign(designId, true);
    link.mend();
    const again = await openPage(person, shelf);
    await eventually(() => again.state.unkept.length > 0, 'what was lost');
    expect(again.state.unkept).toMatchObject([{ designId, code: 'design-locked' }]);
    expect(again.state.broughtBack).toEqual({ changes: 1 });
    await again.awaitSaved();
    again.close();
    const later = await openPage(person, shelf);
    await later.awaitSaved();
    expect(later.state).toMatchObject({ unkept: [], broughtBack: null });
  });

  it('names a design that has left the rack meanwhile', async () => {
    const person = await founder.invite(roomId, 'editor');
    const shelf = browser();
    const client = await openPage(person, shelf);
    const { id, name } = client.rack[0]!;
    await offline(client);
    client.edit.setSlider(id, 'sleeves', 2);
    client.close();
    host.edit.remove(id);
    await host.awaitSaved();
    link.mend();
    const again = await openPage(person, shelf);
    await eventually(() => again.state.unkept.length > 0, 'what was lost');
    expect(again.state.unkept).toEqual([{ what: 'changed', designId: id, name, code: 'design-not-found' }]);
    expect(again.rack).toEqual([]);
  });

  it('gives them to nobody else who uses this browser, and to nobody once their owner was removed', async () => {
    const [person, next] = [await founder.invite(roomId, 'editor'), await founder.invite(roomId, 'editor')];
    const shelf = browser();
    const client = await openPage(person, shelf);
    const designId = client.rack[0]?.id ?? '';
    await offline(client);
    client.comment.add(designId, 'In my own name');
    client.close();
    link.mend();
    const other = await openPage(next, shelf);
    await other.awaitSaved();
    expect([other.state.broughtBack, texts(other)]).toEqual([null, []]);
    await founder.ask('DELETE', `/api/rooms/${roomId}/members/${person.memberId}`);
    const removed = openNodeRoom({
      http: nodeToileHttp({ baseUrl: server.url, session: person.session ?? null }),
      roomId,
      shelf,
    });
    clients.push(removed);
    await eventually(() => removed.state.connection === 'ended', 'the end');
    expect(removed.state.ended?.code).toBe('not-a-member');
    expect(texts(host)).toEqual([]);
  });

  it('says that it keeps nothing where the browser does not let it', async () => {
    const person = await founder.invite(roomId, 'editor');
    const http = nodeToileHttp({ baseUrl: server.url, session: person.session ?? null });
    const client = openNodeRoom({ http, roomId, shelf: () => Promise.reject(new Error('private window')) });
    clients.push(client);
    await client.awaitReady();
    client.edit.create({});
    await client.awaitSaved();
    expect(client.state.keeping).toBe(false);
  });
});

/** Mulberry32: the same run every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

describe('a bad network, locks, pages that close and two editors (seeded)', () => {
  it.each([1, 2, 3, 4])('converge, and lose nothing that was not refused: %i', async (seed) => {
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]) => list[random(list.length || 1)];
    const [person, shelf] = [await founder.invite(roomId, 'editor'), browser()];
    let client = await openPage(person, shelf);
    const other = await enter(server.url, await founder.invite(roomId, 'editor'));
    // Nobody locks this one, and only the traveller moves its hem.
    const own = client.edit.create({ name: 'Own' });
    for (const name of ['One', 'Two', 'Three']) client.edit.create({ name });
    await client.awaitSaved();
    await eventually(() => host.rack.length === 5 && other.rack.length === 5, 'five designs everywhere');

    let hem = 0;
    const said: string[] = [];
    const added: string[] = [];
    const unkept: RoomClient['state']['unkept'][number][] = [];
    const listen = (page: RoomClient) => {
      let told: RoomClient['state']['unkept'] = [];
      const hear = () => {
        if (page.state.unkept !== told) unkept.push(...page.state.unkept);
        told = page.state.unkept;
      };
      hear();
      page.subscribe(hear);
    };
    listen(client);
    /** An edit that this person is told at once not to make is none. */
    const tried = (edit: () => void) => {
      try {
        edit();
      } catch (error) {
        if (!(error instanceof ToileError || error instanceof EditError)) throw error;
      }
    };
    const lockable = () => host.rack.filter(({ id }) => id !== own && !added.includes(id));
    const any = () => pick(client.rack)?.id ?? own;
    const actions: (() => void)[] = [
      () =>
        tried(() => {
          const value = random(100) / 10;
          client.edit.setSlider(own, 'hem', value);
          hem = value;
        }),
      () => tried(() => client.edit.setSlider(any(), 'sleeves', random(100) / 10)),
      () => tried(() => client.edit.setField(any(), 'mix.style', random(100) / 100)),
      () =>
        tried(() => {
          const text = `Remark ${said.length}`;
          client.comment.add(any(), text);
          said.push(text);
        }),
      () => tried(() => added.push(client.edit.create({ name: `Added ${added.length}` }))),
      () => tried(() => other.edit.setSlider(pick(other.rack)?.id ?? own, 'sleeves', random(100) / 10)),
      () => tried(() => other.undo.undo()),
      () => link.cut(),
      () => {
        link.mend();
        client.retryNow();
      },
      () => {
        const victim = pick(lockable());
        if (victim) host.lockDesign(victim.id, random(2) === 0).catch(() => undefined);
      },
    ];
    for (let step = 0; step < 150; step++) {
      pick(actions)?.();
      if (random(40) === 0) {
        // The page is closed, online or not, and the room opened again.
        client.close();
        link.mend();
        client = await openPage(person, shelf);
        listen(client);
      }
      if (random(3) === 0) await new Promise((resolve) => setTimeout(resolve, random(30)));
    }
    await back(client);
    for (const one of [host, other]) await eventually(() => one.state.saving === 'saved', 'all saved');
    await eventually(
      () => JSON.stringify([client.rack, other.rack]) === JSON.stringify([host.rack, host.rack]),
      'one rack everywhere',
    );
    expect(client.state).toMatchObject({ unsavedChanges: 0, connection: 'online' });
    expect(host.rack.find(({ id }) => id === own)?.sliders.hem ?? 0).toBe(hem);
    await eventually(() => host.threads.length === said.length, 'every remark at the host');
    expect([...texts(host)].sort()).toEqual([...said].sort());
    expect(host.rack.map(({ id }) => id)).toEqual(expect.arrayContaining(added));
    for (const { code, designId } of unkept) {
      expect(code).toBe('design-locked');
      expect([own, ...added]).not.toContain(designId);
    }
  });
});
