import { type Recipe, recipeHash, recipeJson, wPlusText } from '@toile/latent';
import {
  type createInviteAnswerSchema,
  errorBodySchema,
  errorTable,
  frameMetaSchema,
  healthSchema,
  inviteListSchema,
  isTaskLease,
  limits,
  type Member,
  type PackSummary,
  packListSchema,
  type RoomAnswer,
  type RoomList,
  resolveInviteAnswerSchema,
  roomAnswerSchema,
  roomListSchema,
  roomSchema,
  sessionCookie,
} from '@toile/protocol';
import { designRecipe, readRack } from '@toile/room';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Painter, paintedFrame } from './testing/painter.fixture.js';
import { Person } from './testing/person.fixture.js';
import { startServer, type TestServer } from './testing/server.fixture.js';
import { eventually } from './testing/until.fixture.js';

type CreateInviteAnswer = ReturnType<typeof createInviteAnswerSchema.parse>;

let server: TestServer;
let host: Person;
let mine: RoomAnswer;

beforeAll(async () => {
  server = await startServer({ roomsPerHour: 1_000 });
});
afterAll(() => server.close());
beforeEach(async () => {
  host = new Person(server);
  mine = await host.createRoom();
});

const roomPath = (rest = '') => `/api/rooms/${mine.room.id}${rest}`;

async function link(role: string, by = host): Promise<CreateInviteAnswer> {
  const { body } = await by.ask<CreateInviteAnswer>('POST', roomPath('/invites'), { role });
  return body;
}

describe('rooms', () => {
  it('POST /api/rooms makes the asker host, and opens a session that scripts cannot read', async () => {
    const person = new Person(server);
    const answer = await person.ask('POST', '/api/rooms', { name: '  Spring  ', memberName: 'Ada' });
    expect(answer.status).toBe(201);
    const { room, me } = roomAnswerSchema.parse(answer.body);
    expect(room).toMatchObject({ name: 'Spring', packId: server.packs.packs[0]?.manifest.id });
    expect(me).toMatchObject({ name: 'Ada', role: 'host' });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      new RegExp(`^${sessionCookie}=[0-9A-Za-z]{32}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax$`),
    );
    expect(await server.store.memberBySession(room.id, person.session!)).toBeNull();
  });

  it('keeps the session of a browser that has one', async () => {
    const { session } = host;
    await host.createRoom();
    expect(host.session).toBe(session);
  });

  it('GET /api/rooms lists the rooms of the session with their first picture', async () => {
    const second = await host.createRoom();
    const answer = await host.ask<RoomList>('GET', '/api/rooms');
    const { rooms } = roomListSchema.parse(answer.body);
    expect(rooms.map(({ room }) => room.id).sort()).toEqual([mine.room.id, second.room.id].sort());
    expect(rooms[0]).toMatchObject({ role: 'host', memberCount: 1, designCount: 1 });
    expect(JSON.parse(rooms[0]!.cover!)).toMatchObject({ v: 1, pack: mine.room.packId });
    expect((await new Person(server).ask<RoomList>('GET', '/api/rooms')).body.rooms).toEqual([]);
  });

  it('GET and PATCH /api/rooms/:id answer the room, renamed by an editor and not by a voter', async () => {
    expect(roomAnswerSchema.parse((await host.ask('GET', roomPath())).body)).toEqual(mine);
    const editor = await host.invite(mine.room.id, 'editor');
    const renamed = await editor.ask('PATCH', roomPath(), { name: 'Autumn' });
    expect(roomSchema.parse(renamed.body).name).toBe('Autumn');
    const voter = await host.invite(mine.room.id, 'voter');
    expect((await voter.ask('PATCH', roomPath(), { name: 'Winter' })).body.code).toBe('role-forbidden');
  });

  it('tells strangers apart from those without a session, and unknown rooms from both', async () => {
    const stranger = new Person(server);
    expect((await stranger.ask('GET', roomPath())).body.code).toBe('unauthenticated');
    await stranger.createRoom();
    expect((await stranger.ask('GET', roomPath())).body.code).toBe('not-a-member');
    expect((await stranger.ask('GET', '/api/rooms/0000000000000000')).body.code).toBe('room-not-found');
    expect((await stranger.ask('GET', '/api/rooms/..%2F..')).body.code).toBe('room-not-found');
  });

  it('GET /api/rooms/:id/pack answers the manifest and the sliders', async () => {
    const { packs } = packListSchema.parse((await host.ask('GET', roomPath('/packs'))).body);
    const [pack] = packs as [PackSummary, ...PackSummary[]];
    expect(pack.directions.map(({ id }) => id)).toEqual(['sleeves', 'length']);
  });

  it('refuses a pack that is not here', async () => {
    const request = { name: 'x', memberName: 'y', pack: 'nope' };
    const answer = await host.ask('POST', '/api/rooms', request);
    expect([answer.status, answer.body.code]).toEqual([422, 'pack-unknown']);
  });
});

describe('links', () => {
  it('lead to the room without naming it to those who are not in it, and let them in with their role', async () => {
    const { token, invite } = await link('editor');
    const guest = new Person(server);
    const before = await guest.ask('POST', '/api/invites/resolve', { token });
    expect(resolveInviteAnswerSchema.parse(before.body)).toEqual({
      roomName: 'Spring',
      role: 'editor',
      hostName: 'Host',
      memberCount: 1,
      me: null,
      roomId: null,
    });
    const accepted = await guest.ask<RoomAnswer>('POST', '/api/invites/accept', { token, name: 'Bo' });
    expect(roomAnswerSchema.parse(accepted.body).me).toMatchObject({ name: 'Bo', role: 'editor' });
    expect(accepted.body.me.colour).not.toBe(mine.me.colour);
    const after = await guest.ask('POST', '/api/invites/resolve', { token });
    expect(after.body).toMatchObject({ roomId: mine.room.id, memberCount: 2, me: { name: 'Bo' } });
    const { invites } = inviteListSchema.parse((await host.ask('GET', roomPath('/invites'))).body);
    expect(invites).toEqual([invite]);
    expect(JSON.stringify(invites)).not.toContain(token);
  });

  it('keep the place of somebody who is in already, with the higher role', async () => {
    const viewerLink = await link('viewer');
    const editorLink = await link('editor');
    const guest = new Person(server);
    const accept = (token: string, name: string) =>
      guest.ask<RoomAnswer>('POST', '/api/invites/accept', { token, name });
    const first = await accept(viewerLink.token, 'Bo');
    const second = await accept(editorLink.token, 'Bobby');
    expect(second.body.me).toEqual({ ...first.body.me, role: 'editor' });
    expect((await accept(viewerLink.token, 'B')).body.me.role).toBe('editor');
  });

  it('stop working when they are replaced or revoked, and say so', async () => {
    const first = await link('voter');
    const second = await link('voter');
    const guest = new Person(server);
    const accept = (token: string) => guest.ask('POST', '/api/invites/accept', { token, name: 'Bo' });
    expect((await accept(first.token)).body.code).toBe('invite-revoked');
    const gone = await host.ask('DELETE', roomPath(`/invites/${second.invite.id}`));
    expect([gone.status, gone.body]).toEqual([204, '']);
    const refused = await accept(second.token);
    expect([refused.status, refused.body.code]).toEqual([410, 'invite-revoked']);
    expect((await host.ask('DELETE', roomPath(`/invites/${second.invite.id}`))).status).toBe(404);
    expect(guest.session).toBeUndefined();
  });

  it('are the host’s to make, see and revoke', async () => {
    const editor = await host.invite(mine.room.id, 'editor');
    const { invite } = await link('viewer');
    for (const [method, path, body] of [
      ['GET', '/invites', undefined],
      ['POST', '/invites', { role: 'editor' }],
      ['DELETE', `/invites/${invite.id}`, undefined],
    ] as const) {
      expect((await editor.ask(method, roomPath(path), body)).body.code).toBe('role-forbidden');
    }
    const byHost = await host.ask('POST', roomPath('/invites'), { role: 'host' });
    expect(byHost.body.code).toBe('bad-request');
  });

  it('cannot be guessed for long: only tries that fail are counted', async () => {
    const own = await startServer();
    try {
      const guest = new Person(own);
      const wrong = { token: 'A'.repeat(32) };
      const codes = new Map<string, number>();
      for (let count = 0; count < limits.inviteTriesPerMinutePerAddress + 1; count += 1) {
        const { body } = await guest.ask('POST', '/api/invites/resolve', wrong);
        codes.set(body.code!, (codes.get(body.code!) ?? 0) + 1);
      }
      expect(Object.fromEntries(codes)).toEqual({
        'invite-unknown': limits.inviteTriesPerMinutePerAddress,
        'rate-limited': 1,
      });
    } finally {
      await own.close();
    }
  });
});

describe('members', () => {
  it('are seen by all and changed by hosts', async () => {
    const voter = await host.invite(mine.room.id, 'voter', 'Vi');
    const { body } = await voter.ask<{ members: Member[] }>('GET', roomPath('/members'));
    expect(body.members.map(({ name, role }) => [name, role])).toEqual([
      ['Host', 'host'],
      ['Vi', 'voter'],
    ]);
    const path = roomPath(`/members/${voter.memberId}`);
    expect((await voter.ask('PATCH', path, { role: 'host' })).body.code).toBe('role-forbidden');
    const changed = await host.ask<Member>('PATCH', path, { role: 'editor' });
    expect(changed.body).toMatchObject({ id: voter.memberId, role: 'editor' });
    expect((await host.ask('PATCH', roomPath('/members/AAAAAAAAAAAA'), { role: 'voter' })).status).toBe(404);
    expect((await host.ask('PATCH', path, { role: 'queen' })).body.code).toBe('bad-request');
  });

  it('keep at least one host, who may hand over and then leave', async () => {
    const me = roomPath(`/members/${mine.me.id}`);
    expect((await host.ask('PATCH', me, { role: 'editor' })).body.code).toBe('role-forbidden');
    expect((await host.ask('DELETE', me)).body.code).toBe('role-forbidden');
    const editor = await host.invite(mine.room.id, 'editor');
    await host.ask('PATCH', roomPath(`/members/${editor.memberId}`), { role: 'host' });
    expect((await host.ask('DELETE', me)).status).toBe(204);
    expect((await host.ask('GET', roomPath())).body.code).toBe('not-a-member');
    expect((await editor.ask<RoomAnswer>('GET', roomPath())).body.me.role).toBe('host');
  });

  it('keep a host when two hosts take each other’s role in the same moment', async () => {
    const other = await host.invite(mine.room.id, 'editor');
    await host.ask('PATCH', roomPath(`/members/${other.memberId}`), { role: 'host' });
    await Promise.all([
      host.ask('PATCH', roomPath(`/members/${other.memberId}`), { role: 'viewer' }),
      other.ask('PATCH', roomPath(`/members/${mine.me.id}`), { role: 'viewer' }),
    ]);
    const hosts = (await server.store.members(mine.room.id)).filter(({ role }) => role === 'host');
    expect(hosts.length).toBeGreaterThan(0);
  });

  it('may leave, but not remove each other', async () => {
    const one = await host.invite(mine.room.id, 'editor');
    const other = await host.invite(mine.room.id, 'editor');
    expect((await one.ask('DELETE', roomPath(`/members/${other.memberId}`))).body.code).toBe(
      'role-forbidden',
    );
    expect((await one.ask('DELETE', roomPath(`/members/${one.memberId}`))).status).toBe(204);
  });
});

describe('latents', () => {
  const recipe: Recipe = {
    v: 1,
    pack: '',
    a: { kind: 'seed', seed: 1, category: null },
    b: { kind: 'seed', seed: 1, category: null },
    mix: { structure: 0, style: 0 },
    truncationPsi: 0.7,
    sliders: {},
    output: { tier: 'final', sizePx: 256, format: 'webp' },
  };

  it('are what a worker answers, for those who may edit', async () => {
    const ours = { ...recipe, pack: mine.room.packId };
    const painter = new Painter(server.queue, [mine.room.packId]);
    const asked: unknown[] = [];
    painter.instead = async (lease) => {
      if (!isTaskLease(lease)) throw new TypeError('expected a task');
      asked.push(lease.job.task);
      const { hash } = lease.job;
      const bytes = new TextEncoder().encode(JSON.stringify({ wPlus: 'AAAA' }));
      await server.queue.complete(lease, {
        meta: { ...paintedFrame(hash).meta, mime: 'application/json' },
        bytes,
      });
    };
    const answer = await host.ask('POST', roomPath('/latents'), { recipe: ours });
    await painter.stop();
    expect([answer.status, answer.body]).toEqual([200, { wPlus: 'AAAA' }]);
    expect(asked).toEqual([{ kind: 'latent', recipe: ours }]);
    const voter = await host.invite(mine.room.id, 'voter');
    const refused = await voter.ask('POST', roomPath('/latents'), { recipe: ours });
    expect([refused.status, refused.body.code]).toEqual([403, 'role-forbidden']);
  });

  it('are of recipes, and of packs that are here', async () => {
    const none = await host.ask('POST', roomPath('/latents'), { recipe: { v: 1 } });
    expect([none.status, none.body.code]).toEqual([400, 'bad-request']);
    const other = await host.ask('POST', roomPath('/latents'), {
      recipe: { ...recipe, pack: '0'.repeat(64) },
    });
    expect(other.body.code).toBe('pack-unknown');
  });
});

describe('words', () => {
  const clip = { path: 'clip.json', sha256: 'c'.repeat(64), bytes: 1 };

  it('are ranked by a worker with the CLIP of the pack, for those who may edit', async () => {
    const { manifest } = await server.packs.byId(mine.room.packId);
    const asked: unknown[] = [];
    const painter = new Painter(server.queue, [mine.room.packId]);
    painter.instead = async (lease) => {
      if (!isTaskLease(lease)) throw new TypeError('expected a task');
      asked.push(lease.job.task);
      const answers = {
        'clip-rank': { scores: Array(32).fill(0.25) },
        'clip-direction': { step: 'AAAA', agreement: 0.5 },
      };
      const answer = answers[lease.job.task.kind as keyof typeof answers];
      const { hash } = lease.job;
      const meta = { ...paintedFrame(hash).meta, mime: 'application/json' } as const;
      await server.queue.complete(lease, { meta, bytes: new TextEncoder().encode(JSON.stringify(answer)) });
    };
    const about = { pack: mine.room.packId, category: 1, text: ' bohemian ' };
    manifest.files.clip = clip;
    try {
      const rank = await host.ask('POST', roomPath('/words/rank'), { ...about, block: 3 });
      expect(rank.body).toEqual({ scores: Array(32).fill(0.25) });
      const direction = await host.ask('POST', roomPath('/words/direction'), about);
      expect(direction.body).toEqual({ step: 'AAAA', agreement: 0.5 });
      const whole = { pack: mine.room.packId, clip: clip.sha256, psi: 0.7, category: 1, text: 'bohemian' };
      expect(asked).toEqual([
        { kind: 'clip-rank', ...whole, block: 3 },
        { kind: 'clip-direction', ...whole },
      ]);
      const voter = await host.invite(mine.room.id, 'voter');
      for (const path of ['/words/rank', '/words/direction']) {
        const refused = await voter.ask('POST', roomPath(path), { ...about, block: 0 });
        expect([refused.status, refused.body.code]).toEqual([403, 'role-forbidden']);
      }
    } finally {
      delete manifest.files.clip;
      await painter.stop();
    }
  });

  it('are refused for a pack without one, for no text, and past the last block', async () => {
    const about = { pack: mine.room.packId, category: null, text: 'red', block: 0 };
    const none = await host.ask('POST', roomPath('/words/rank'), about);
    expect([none.status, none.body.code]).toEqual([404, 'not-found']);
    for (const bad of [
      { text: '  ' },
      { block: limits.clipBlocks },
      { text: 'x'.repeat(401) },
      { category: -1 },
    ]) {
      const refused = await host.ask('POST', roomPath('/words/rank'), { ...about, ...bad });
      expect([refused.status, refused.body.code]).toEqual([400, 'bad-request']);
    }
  });
});

describe('pictures', () => {
  let painter: Painter;
  beforeEach(() => {
    painter = new Painter(server.queue, [mine.room.packId]);
  });
  afterEach(() => painter.stop());

  async function recipePath(
    change: (text: string) => string = (text) => text,
  ): Promise<{ path: string; hash: string }> {
    const { updates } = await server.store.docLog(mine.room.id, 0);
    const doc = new Y.Doc();
    for (const { update } of updates) Y.applyUpdate(doc, update);
    const recipe = designRecipe(readRack(doc)[0]!, server.packs.packs[0]!);
    const text = Buffer.from(change(recipeJson(recipe))).toString('base64url');
    const hash = recipeHash(recipe);
    return { path: roomPath(`/pictures/${hash}?recipe=${text}`), hash };
  }

  /** The address of a picture of another pack, all else in order. */
  function recipe(pack: string): string {
    const source = { kind: 'seed', seed: 1, category: null } as const;
    const other: Recipe = {
      v: 1,
      pack,
      a: source,
      b: source,
      mix: { structure: 0, style: 0 },
      truncationPsi: 0.7,
      sliders: {},
      output: { tier: 'final', sizePx: 256, format: 'webp' },
    };
    const text = Buffer.from(recipeJson(other)).toString('base64url');
    return roomPath(`/pictures/${recipeHash(other)}?recipe=${text}`);
  }

  const cookieOf = ({ session }: Person, signal: AbortSignal) => ({
    headers: { cookie: `${sessionCookie}=${session}` },
    signal,
  });

  it('are drawn once for many, and never again for a browser that has one', async () => {
    const viewer = await host.invite(mine.room.id, 'viewer');
    const { path, hash } = await recipePath();
    const [first, second] = await Promise.all([host.ask('GET', path), viewer.ask('GET', path)]);
    expect([first.status, second.status, first.body]).toEqual([200, 200, hash]);
    expect(painter.drawn).toEqual([hash]);
    expect(first.headers.get('content-type')).toBe('image/webp');
    expect(first.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(first.headers.get('etag')).toBe(`"${hash}"`);
    const again = await host.ask('GET', path, undefined, { 'if-none-match': `"${hash}"` });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('of recipes that are too long for an address are asked for with a body, by members', async () => {
    const text = wPlusText(new Float32Array(18 * 512).fill(0.5), { numWs: 18, wDim: 512 });
    const long: Recipe = {
      v: 1,
      pack: mine.room.packId,
      a: { kind: 'latent', wPlus: text },
      b: { kind: 'latent', wPlus: text },
      mix: { structure: 0, style: 0 },
      truncationPsi: 0.7,
      sliders: {},
      output: { tier: 'final', sizePx: 256, format: 'webp' },
    };
    const hash = recipeHash(long);
    const viewer = await host.invite(mine.room.id, 'viewer');
    const answer = await viewer.ask('POST', roomPath(`/pictures/${hash}`), { recipe: long });
    expect([answer.status, answer.body]).toEqual([200, hash]);
    expect(frameMetaSchema.parse(JSON.parse(answer.headers.get('toile-frame') ?? '')).hash).toBe(hash);
    const other = await viewer.ask('POST', roomPath(`/pictures/${'0'.repeat(64)}`), { recipe: long });
    expect(other.body.code).toBe('bad-request');
    const stranger = await new Person(server).ask('POST', roomPath(`/pictures/${hash}`), { recipe: long });
    expect(stranger.body.code).toBe('unauthenticated');
    // Looking at pictures is no request that changes something: it has the limit of pictures.
    const many = await Promise.all(
      Array.from({ length: limits.requestsPerSecond * 2 }, () =>
        viewer.ask('POST', roomPath(`/pictures/${hash}`), { recipe: long }),
      ),
    );
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('come with all that is known of the frame', async () => {
    const { path, hash } = await recipePath();
    const { headers } = await host.ask('GET', path);
    const meta = frameMetaSchema.parse(JSON.parse(headers.get('toile-frame') ?? ''));
    expect(meta).toEqual(paintedFrame(hash).meta);
  });

  it('for which nobody waits any more are not drawn', async () => {
    await painter.stop();
    const pending = async () => (await server.queue.stats()).pending;
    const { path, hash } = await recipePath();
    const viewer = await host.invite(mine.room.id, 'viewer');
    const impatient = new AbortController();
    const given = fetch(`${server.url}${path}`, cookieOf(host, impatient.signal));
    const patient = viewer.ask('GET', path);
    const lonely = new AbortController();
    const unseen = fetch(`${server.url}${recipe(mine.room.packId)}`, cookieOf(host, lonely.signal));
    await eventually(async () => (await pending()) === 2, 'both pictures are asked for');
    impatient.abort();
    lonely.abort();
    await expect(given).rejects.toThrow();
    await expect(unseen).rejects.toThrow();
    await eventually(async () => (await pending()) === 1, 'the lonely one is withdrawn');
    painter = new Painter(server.queue, [mine.room.packId]);
    expect((await patient).body).toBe(hash);
    expect(painter.drawn).toEqual([hash]);
  });

  it('say that they failed', async () => {
    painter.instead = (lease) =>
      server.queue.fail(lease, { code: 'render-failed', message: 'Out of memory.', retry: false });
    const answer = await host.ask('GET', (await recipePath()).path);
    expect([answer.status, answer.body.code, answer.body.message]).toEqual([
      500,
      'render-failed',
      'Out of memory.',
    ]);
  });

  it('are for members, of the recipe that the address names, of a pack that is here', async () => {
    const { path } = await recipePath();
    expect((await new Person(server).ask('GET', path)).body.code).toBe('unauthenticated');
    const other = await recipePath((text) => text.replace('"truncationPsi":0.7', '"truncationPsi":0.6'));
    expect((await host.ask('GET', other.path)).body.code).toBe('bad-request');
    const broken = await recipePath((text) => text.slice(1));
    expect((await host.ask('GET', broken.path)).body.code).toBe('bad-request');
    expect((await host.ask('GET', roomPath('/pictures/nonsense?recipe=e30'))).status).toBe(404);
    const otherPack = recipe('0'.repeat(64));
    expect((await host.ask('GET', otherPack)).body.code).toBe('pack-unknown');
    expect(painter.drawn).toEqual([]);
  });

  it('of the landing page are nine, for everyone, and drawn once', async () => {
    const stranger = new Person(server);
    const one = await stranger.ask('GET', '/api/showcase/3');
    expect([one.status, one.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    await stranger.ask('GET', '/api/showcase/3');
    expect(painter.drawn).toHaveLength(1);
    for (const n of ['9', '-1', '01', 'x']) {
      expect((await stranger.ask('GET', `/api/showcase/${n}`)).status).toBe(404);
    }
  });
});

describe('every answer', () => {
  it('to something unknown is an ErrorBody of the table', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['DELETE', '/api/rooms'],
      ['GET', '/elsewhere'],
    ] as const) {
      const answer = await host.ask(method, path);
      expect(errorBodySchema.parse(answer.body).code).toBe('not-found');
      expect(answer.status).toBe(errorTable['not-found'].httpStatus);
    }
  });

  it('to a request that is not understood says what is wrong with it', async () => {
    const form = await host.ask('POST', '/api/rooms', 'name=x', { 'content-type': 'text/plain' });
    expect([form.status, form.body.code]).toEqual([400, 'bad-request']);
    expect((await host.ask('POST', '/api/rooms', '{')).body.code).toBe('bad-request');
    const nameless = await host.ask('POST', '/api/rooms', { name: ' ', memberName: 'Ada' });
    expect(nameless.body.message).toBe('name: cannot be empty');
    const long = await host.ask('POST', '/api/rooms', { name: 'x'.repeat(81), memberName: 'Ada' });
    expect(long.body.code).toBe('bad-request');
  });

  it('to a body that is too large is 413', async () => {
    const answer = await host.ask('POST', '/api/rooms', {
      name: 'x'.repeat(limits.httpBodyBytes),
      memberName: 'A',
    });
    expect([answer.status, answer.body.code]).toEqual([413, 'message-too-large']);
    expect(answer.body.limit).toEqual({ name: 'httpBodyBytes', value: limits.httpBodyBytes });
  });

  it('to a page of another site that wants to change something is a refusal', async () => {
    const request = { name: 'x', memberName: 'y' };
    const from = (origin: string) => host.ask('POST', '/api/rooms', request, { origin });
    expect((await from('https://evil.example')).body.code).toBe('origin-forbidden');
    expect((await from('null')).body.code).toBe('origin-forbidden');
    expect((await from(server.url)).status).toBe(201);
    expect((await from('https://toile.example')).status).toBe(201);
  });

  it('carries headers that keep it from being sniffed, framed or run', async () => {
    const { headers } = await host.ask('GET', roomPath());
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('to one session is limited to limits.requestsPerSecond changes', async () => {
    const tries = Array.from({ length: 4 * limits.requestsPerSecond }, () =>
      host.ask('PATCH', roomPath(), { name: 'Again' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses).toContain(429);
  });

  it('to an address that makes too many rooms is rate-limited', async () => {
    const own = await startServer({ roomsPerHour: 2 });
    try {
      const codes: unknown[] = [];
      for (let count = 0; count < 3; count += 1) {
        codes.push((await new Person(own).ask('POST', '/api/rooms', { name: 'x', memberName: 'y' })).status);
      }
      expect(codes).toEqual([201, 201, 429]);
    } finally {
      await own.close();
    }
  });
});

describe('health and metrics', () => {
  it('GET /healthz is degraded without a worker and ok with one', async () => {
    const own = await startServer();
    try {
      const person = new Person(own);
      const before = await person.ask('GET', '/healthz');
      expect([before.status, healthSchema.parse(before.body).status]).toEqual([200, 'degraded']);
      const painter = new Painter(own.queue, []);
      await own.queue.stats();
      const after = await person.ask('GET', '/healthz');
      expect(healthSchema.parse(after.body)).toMatchObject({
        status: 'ok',
        store: { kind: 'sqlite', ok: true },
        queue: { kind: 'memory', ok: true },
        workers: [{ workerId: 'painter' }],
      });
      await painter.stop();
    } finally {
      await own.close();
    }
  });

  it('GET /healthz is down, with 503, when the store is', async () => {
    const own = await startServer();
    await own.store.close();
    const answer = await new Person(own).ask('GET', '/healthz');
    expect([answer.status, healthSchema.parse(answer.body).status]).toEqual([503, 'down']);
    const room = await new Person(own).ask('POST', '/api/rooms', { name: 'x', memberName: 'y' });
    expect([room.status, room.body.code]).toEqual([503, 'store-unavailable']);
    await own.close();
  });

  it('GET /metrics counts what happens', async () => {
    const person = new Person(server);
    const peer = host.yjs(mine.room.id);
    await peer.ready();
    await peer.allSaved();
    const { body } = await person.ask<string>('GET', '/metrics');
    expect(body).toMatch(/toile_connections\{wire="yjs"\} [1-9]/);
    expect(body).toMatch(/toile_doc_updates_total\{outcome="admitted"\} [1-9]/);
    expect(body).toMatch(/toile_rooms_open [1-9]/);
    peer.close();
  });
});
