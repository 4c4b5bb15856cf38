import { request } from 'node:http';
import { WatchClient } from '@toile/client/watch';
import {
  createLiveViewAnswerSchema,
  type LiveView,
  limits,
  newToken,
  type RoomAnswer,
} from '@toile/protocol';
import { MemoryRoomBus, MemoryRoomHub } from '@toile/queue';
import { createDesign, renameDesign } from '@toile/room';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Painter } from '../testing/painter.fixture.js';
import { Person } from '../testing/person.fixture.js';
import { startServer, type TestServer } from '../testing/server.fixture.js';
import { RoomWatchers, type Watcher } from './room-watchers.js';

let server: TestServer;
let painter: Painter;
let host: Person;
let mine: RoomAnswer;
const watching: WatchClient[] = [];

const path = () => `/api/rooms/${mine.room.id}/live-view`;
async function makeLink(): Promise<{ view: LiveView; token: string }> {
  return createLiveViewAnswerSchema.parse((await host.ask('POST', path(), {})).body);
}
function watch(token: string): WatchClient {
  const client = WatchClient.open({ baseUrl: server.url, token });
  watching.push(client);
  return client;
}
/** Resolves once `met`, looked at after every change. */
async function until(client: WatchClient, met: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  while (!met()) {
    if (performance.now() > deadlineMs) throw new Error(`waited in vain; ${JSON.stringify(client.state)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

beforeAll(async () => {
  server = await startServer({
    pages: (_request, response) => void response.end('page'),
  });
  painter = new Painter(
    server.queue,
    server.packs.packs.map(({ manifest }) => manifest.id),
  );
});
afterAll(async () => {
  await painter?.stop();
  await server?.close();
});
beforeEach(async () => {
  host = new Person(server);
  mine = await host.createRoom();
});
afterEach(() => {
  host.leave();
  for (const client of watching.splice(0)) client.close();
});

describe('live views', () => {
  it('are made, framed and revoked by hosts alone', async () => {
    expect((await host.ask('GET', path())).body).toEqual({ view: null });
    const { view, token } = await makeLink();
    expect(view.embedding).toEqual({ kind: 'off' });
    expect(JSON.stringify((await host.ask('GET', path())).body)).not.toContain(token);
    const embedding = { kind: 'origins', origins: ['https://a.example/page?x', 'https://a.example'] };
    const set = await host.ask<LiveView>('PATCH', path(), { embedding });
    expect(set.body.embedding).toEqual({ kind: 'origins', origins: ['https://a.example'] });
    expect((await makeLink()).view.embedding).toEqual(set.body.embedding);
    const editor = await host.invite(mine.room.id, 'editor');
    for (const [method, body] of [['GET'], ['POST', {}], ['PATCH', { embedding }], ['DELETE']] as const) {
      expect((await editor.ask(method, path(), body)).body.code).toBe('role-forbidden');
    }
    expect((await host.ask('DELETE', path())).status).toBe(204);
    expect((await host.ask('DELETE', path())).body.code).toBe('not-found');
    expect((await host.ask('PATCH', path(), { embedding })).body.code).toBe('not-found');
  });

  it.each([
    [{ kind: 'origins', origins: [] }],
    [{ kind: 'origins', origins: ['javascript:alert(1)'] }],
    [{ kind: 'origins', origins: ["https://a.example; script-src 'unsafe-inline'"] }],
    [{ kind: 'origins', origins: ['*'] }],
    [{ kind: 'origins', origins: ['https://a.example;script-src'] }],
    [{ kind: 'origins', origins: ['https://a.example,b'] }],
    [{ kind: 'origins', origins: ["https://a'.example"] }],
    [{ kind: 'origins', origins: ['https://shop'] }],
    [{ kind: 'everything' }],
  ])('refuse %j as embedding', async (embedding) => {
    await makeLink();
    const { status, body } = await host.ask<LiveView>('PATCH', path(), { embedding });
    expect([status, body.code]).toEqual([400, 'bad-request']);
    expect((await host.ask<{ view: LiveView }>('GET', path())).body.view.embedding).toEqual({ kind: 'off' });
  });

  it('show names and pictures live, without a cookie, to pages of any origin', async () => {
    const { token } = await makeLink();
    const client = watch(token);
    await until(client, () => client.state.rack !== null);
    expect(client.state.rack).toMatchObject({ roomName: 'Spring', designs: [{ name: 'First toile' }] });
    const designId = client.state.rack!.designs[0]!.id;
    await until(client, () => client.frame(designId)?.final === true);
    const before = client.frame(designId)!.hash;

    const editor = await host.yjs(mine.room.id).ready();
    renameDesign(editor.doc, designId, 'Field dress');
    const other = createDesign(editor.doc, { name: 'Sunday no. 3' });
    await until(client, () => client.state.rack?.designs.length === 2);
    expect(client.state.rack?.designs[0]?.name).toBe('Field dress');
    await until(client, () => client.frame(other) !== null && client.state.changing === other);
    const { setField } = await import('@toile/room');
    setField(editor.doc, designId, 'a.seed', 4711);
    await until(client, () => client.state.changing === designId && client.frame(designId)?.hash !== before);
  });

  it('tell nothing else: no people, votes, notes or recipes', async () => {
    const { token } = await makeLink();
    const editor = await host.yjs(mine.room.id).ready();
    createDesign(editor.doc, { name: 'Noted', note: 'Top secret lining', styleNumber: 'S-104' });
    const heard: string[] = [];
    const { io } = await import('socket.io-client');
    const socket = io(server.url, {
      path: '/watch',
      transports: ['websocket'],
      auth: { token },
      forceNew: true,
    });
    socket.onAny((...args: unknown[]) => {
      heard.push(
        JSON.stringify(args.filter((arg) => !(arg instanceof ArrayBuffer || ArrayBuffer.isView(arg)))),
      );
      const answer = args.at(-1);
      if (typeof answer === 'function') answer();
    });
    const deadlineMs = performance.now() + 8_000;
    while (heard.filter((text) => text.includes('"frame"')).length < 2 && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    socket.close();
    const all = heard.join('\n');
    expect(all).toContain('Noted');
    for (const secret of ['Host', mine.me.id, 'secret', 'S-104', '"seed"', mine.room.id]) {
      expect(all).not.toContain(secret);
    }
  });

  it('count their watchers for those who are in the room, and do not make members of them', async () => {
    const { token } = await makeLink();
    const live = host.live(mine.room.id);
    await live.until(() => live.welcome !== null);
    const [one, other] = [watch(token), watch(token)];
    await until(one, () => one.state.rack !== null);
    await until(other, () => other.state.rack !== null);
    await live.until(() => live.watching === 2);
    one.close();
    await live.until(() => live.watching === 1);
    expect(await server.store.members(mine.room.id)).toHaveLength(1);
    expect(live.members?.online ?? [mine.me.id]).toEqual([mine.me.id]);
  });

  it('end for everybody when the link is revoked or replaced, and let nobody in afterwards', async () => {
    const { token } = await makeLink();
    const client = watch(token);
    await until(client, () => client.state.rack !== null);
    const fresh = await makeLink();
    await until(client, () => client.state.connection === 'ended');
    expect(client.state.ended?.code).toBe('invite-revoked');
    const late = watch(token);
    await until(late, () => late.state.connection === 'ended');
    expect(late.state.ended?.code).toBe('invite-revoked');
    const next = watch(fresh.token);
    await until(next, () => next.state.rack !== null);
    await host.ask('DELETE', path());
    await until(next, () => next.state.connection === 'ended');
  });

  it('are one over all instances: counted together, and ended everywhere', async () => {
    const hub = new MemoryRoomHub();
    const { store, queue, packs } = server;
    const instances = await Promise.all(
      [1, 2].map(() => startServer({ store, queue, packs, bus: new MemoryRoomBus(hub), fleet: true })),
    );
    const [here, there] = instances as [TestServer, TestServer];
    try {
      const { token } = await makeLink();
      const live = new Person(there);
      live.session = host.session;
      const room = live.live(mine.room.id);
      await room.until(() => room.welcome !== null);
      const client = WatchClient.open({ baseUrl: here.url, token });
      watching.push(client);
      await until(client, () => client.state.rack !== null);
      await room.until(() => room.watching === 1);
      expect((await live.ask('DELETE', path())).status).toBe(204);
      await until(client, () => client.state.connection === 'ended');
      expect(client.state.ended?.code).toBe('invite-revoked');
      await room.until(() => room.watching === 0);
      live.leave();
    } finally {
      await Promise.all(instances.map((instance) => instance.close()));
    }
  });

  it('know no other token: not one that is made up, nor an invite', async () => {
    const invite = await host.ask<{ token: string }>('POST', `/api/rooms/${mine.room.id}/invites`, {
      role: 'viewer',
    });
    for (const token of [newToken(), invite.body.token, '', 'x'.repeat(500)]) {
      const client = watch(token);
      await until(client, () => client.state.connection === 'ended');
      expect(client.state.ended?.code).toBe('invite-unknown');
    }
    const { token } = await makeLink();
    expect((await new Person(server).ask('POST', '/api/invites/resolve', { token })).body.code).toBe(
      'invite-unknown',
    );
  });
});

describe('frames on other pages', () => {
  const headersOf = (target: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      request(`${server.url}${target}`, (response) => {
        response.resume();
        resolve(response.headers);
      })
        .on('error', reject)
        .end();
    });
  const ancestorsOf = async (target: string) =>
    /frame-ancestors ([^;]*)/.exec(String((await headersOf(target))['content-security-policy']))?.[1];

  it('are allowed for the page of a live view alone, and only where its host has said so', async () => {
    const { view } = await makeLink();
    const page = `/embed/${view.id}`;
    expect(await ancestorsOf(page)).toBe("'none'");
    expect((await headersOf(page))['x-frame-options']).toBe('DENY');
    const origins = ['https://a.example', 'http://localhost:8080'];
    await host.ask('PATCH', path(), { embedding: { kind: 'origins', origins } });
    expect(await ancestorsOf(page)).toBe('https://a.example http://localhost:8080');
    expect((await headersOf(page))['x-frame-options']).toBeUndefined();
    await host.ask('PATCH', path(), { embedding: { kind: 'any' } });
    expect(await ancestorsOf(page)).toBe('*');
    for (const other of [
      '/',
      '/live',
      `/r/${mine.room.id}`,
      '/embed',
      `/embed/${view.id}/x`,
      '/embed/AAAAAAAAAAAA',
    ]) {
      expect(await ancestorsOf(other), other).toBe("'none'");
      expect((await headersOf(other))['x-frame-options'], other).toBe('DENY');
    }
    await host.ask('DELETE', path());
    expect(await ancestorsOf(page)).toBe("'none'");
  });

  it('may load the build’s own files without an origin, and nothing else', async () => {
    expect((await headersOf('/_next/static/chunks/x.js'))['cross-origin-resource-policy']).toBe(
      'cross-origin',
    );
    for (const other of ['/', '/_next/image', '/api/showcase/0']) {
      expect((await headersOf(other))['cross-origin-resource-policy'], other).toBe('same-origin');
    }
  });
});

describe('the watchers of a room', () => {
  const silent = (): Watcher & { ended: string[] } => {
    const ended: string[] = [];
    const nothing = () => undefined;
    return {
      viewId: 'v',
      ended,
      rack: nothing,
      frame: nothing,
      changing: nothing,
      end: ({ code }) => ended.push(code),
    };
  };

  it('are counted over all instances; one that goes silent is forgotten', async () => {
    const { Doc } = await import('yjs');
    let nowMs = 0;
    const counts: number[] = [];
    const published: number[] = [];
    const watchers = new RoomWatchers({
      doc: new Doc(),
      roomName: () => 'Spring',
      publish: (count) => published.push(count),
      counted: (count) => counts.push(count),
      now: () => nowMs,
    });
    const leave = watchers.join(silent(), []);
    watchers.receive('other', 3);
    watchers.receive('third', 2);
    watchers.receive('third', 0);
    expect(watchers.count).toBe(4);
    nowMs = 20_000;
    watchers.announce();
    expect(watchers.count).toBe(4);
    nowMs = 40_000;
    watchers.announce();
    expect(watchers.count).toBe(1);
    leave();
    leave();
    expect(counts).toEqual([1, 4, 6, 4, 1, 0]);
    expect(published).toEqual([1, 1, 1, 0]);
  });

  it('are only so many', async () => {
    const { Doc } = await import('yjs');
    const nothing = () => undefined;
    const watchers = new RoomWatchers({
      doc: new Doc(),
      roomName: () => '',
      publish: nothing,
      counted: nothing,
    });
    for (let n = 0; n < limits.watchersPerRoom; n++) watchers.join(silent(), []);
    expect(() => watchers.join(silent(), [])).toThrow(expect.objectContaining({ code: 'room-full' }));
  });
});
