import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Recipe, recipeHash, recipeJson, wPlusText } from '@toile/latent';
import { type FrameMeta, newMemberId, newRoomId, newToken, ToileError } from '@toile/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToileHttp } from './toile-http.js';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly cookie: string | undefined;
  readonly body: unknown;
}

interface Answer {
  status?: number;
  body?: unknown;
  text?: string;
  setCookie?: string;
  headers?: Record<string, string>;
}

const room = { id: newRoomId(), name: 'Atelier', packId: 'ab'.repeat(32), createdAtMs: 1 };
const me = { id: newMemberId(), name: 'Ada', role: 'host', colour: 'sea', joinedAtMs: 1 };

describe('ToileHttp', () => {
  let server: Server;
  let baseUrl: string;
  let seen: Seen[];
  let answer: Answer;

  beforeEach(async () => {
    seen = [];
    answer = { body: { room, me } };
    server = createServer(async (request, response) => {
      seen.push(await read(request));
      response.statusCode = answer.status ?? 200;
      for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
      if (answer.setCookie) response.setHeader('set-cookie', answer.setCookie);
      response.end(answer.text ?? JSON.stringify(answer.body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('learns its session from Set-Cookie and shows it from then on', async () => {
    const http = new ToileHttp({ baseUrl: `${baseUrl}/` });
    const token = newToken();
    answer.setCookie = `toile_session=${token}; Path=/; HttpOnly`;
    await http.createRoom({ name: 'Atelier', memberName: 'Ada' });
    expect(http.session).toBe(token);
    delete answer.setCookie;
    await http.room(room.id);
    expect(seen).toMatchObject([
      { method: 'POST', url: '/api/rooms', body: { name: 'Atelier', memberName: 'Ada' }, cookie: undefined },
      { method: 'GET', url: `/api/rooms/${room.id}`, cookie: `toile_session=${token}` },
    ]);
  });

  it('is not talked into a session that is none', async () => {
    const http = new ToileHttp({ baseUrl });
    answer.setCookie = 'toile_session=; Max-Age=0';
    await http.room(room.id);
    expect(http.session).toBeNull();
  });

  it('calls each route', async () => {
    const http = new ToileHttp({ baseUrl, session: newToken() });
    const inviteId = newMemberId();
    const token = newToken();
    const invite = { id: inviteId, role: 'editor', createdAtMs: 1, createdBy: me.id };
    const calls: [() => Promise<unknown>, unknown, string][] = [
      [() => http.rooms(), { rooms: [] }, 'GET /api/rooms'],
      [() => http.renameRoom(room.id, 'New'), room, `PATCH /api/rooms/${room.id}`],
      [() => http.invites(room.id), { invites: [invite] }, `GET /api/rooms/${room.id}/invites`],
      [() => http.createInvite(room.id, 'editor'), { invite, token }, `POST /api/rooms/${room.id}/invites`],
      [() => http.revokeInvite(room.id, inviteId), null, `DELETE /api/rooms/${room.id}/invites/${inviteId}`],
      [() => http.acceptInvite(token, 'Bo'), { room, me }, 'POST /api/invites/accept'],
      [() => http.setRole(room.id, me.id, 'voter'), null, `PATCH /api/rooms/${room.id}/members/${me.id}`],
      [() => http.rounds(room.id), { rounds: [] }, `GET /api/rooms/${room.id}/rounds`],
      [() => http.removeMember(room.id, me.id), null, `DELETE /api/rooms/${room.id}/members/${me.id}`],
    ];
    for (const [call, body, line] of calls) {
      answer = { body };
      await call();
      expect(`${seen.at(-1)?.method} ${seen.at(-1)?.url}`).toBe(line);
    }
    expect(http.roundResultsUrl(room.id, 'roundAAAAAAA', 'csv')).toBe(
      `${baseUrl}/api/rooms/${room.id}/rounds/roundAAAAAAA/results.csv`,
    );
    answer = { body: { invite, token } };
    expect(await http.createInvite(room.id, 'editor')).toMatchObject({ url: `${baseUrl}/join#${token}` });
    answer = { status: 204, text: '' };
    await http.revokeInvite(room.id, inviteId);
  });

  it('throws the error that an answer carries, limit included', async () => {
    const http = new ToileHttp({ baseUrl });
    const limit = { name: 'roomsPerHourPerAddress', value: 60 };
    answer = { status: 429, body: new ToileError('rate-limited', 'Slowly.', { limit }).toBody() };
    await expect(http.rooms()).rejects.toMatchObject({
      name: 'ToileError',
      code: 'rate-limited',
      message: 'Slowly.',
      limit,
      retryable: true,
    });
  });

  it.each([
    [404, 'internal'],
    [413, 'message-too-large'],
    [502, 'internal'],
  ])('makes a ToileError of a bare status %i', async (status, code) => {
    answer = { status, text: '<html>' };
    await expect(new ToileHttp({ baseUrl }).room(room.id)).rejects.toMatchObject({
      name: 'ToileError',
      code,
    });
  });

  it('makes a ToileError of an answer that is not one, and of no answer', async () => {
    answer = { body: { room: 'somewhere' } };
    const http = new ToileHttp({ baseUrl });
    await expect(http.room(room.id)).rejects.toMatchObject({ name: 'ToileError', code: 'internal' });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await expect(http.room(room.id)).rejects.toMatchObject({ name: 'ToileError', retryable: true });
    server.listen(0);
  });

  it('reads the health of a server that is down', async () => {
    const store = { kind: 'sqlite', ok: false, latencyMs: 0, error: 'gone' };
    const queue = { kind: 'memory', ok: true, latencyMs: 0, pending: 0, running: 0, oldestJobAgeMs: 0 };
    const health = { status: 'down', version: '0.1.0', uptimeMs: 1, store, queue, workers: [] };
    answer = { status: 503, body: health };
    expect(await new ToileHttp({ baseUrl }).health()).toEqual(health);
  });

  const recipe: Recipe = {
    v: 1,
    pack: 'ab'.repeat(32),
    a: { kind: 'seed', seed: 1, category: null },
    b: { kind: 'seed', seed: 2, category: 3 },
    mix: { structure: 0.25, style: 1 },
    truncationPsi: 0.7,
    sliders: { sleeves: -1.5 },
    output: { tier: 'final', sizePx: 256, format: 'webp' },
  };

  it('fetches a picture with all that is known of its frame', async () => {
    const meta: FrameMeta = {
      hash: recipeHash(recipe),
      mime: 'image/webp',
      widthPx: 256,
      heightPx: 256,
      tier: 'final',
      inferenceMs: 10,
      encodeMs: 1,
      batch: 2,
      provider: 'cpu',
    };
    const http = new ToileHttp({ baseUrl });
    answer = { text: 'picture', headers: { 'toile-frame': JSON.stringify(meta) } };
    const { bytes, ...frame } = await http.picture(room.id, recipe);
    expect([new TextDecoder().decode(bytes), frame]).toEqual(['picture', { meta }]);
    expect(`${baseUrl}${seen.at(-1)?.url}`).toBe(http.pictureUrl(room.id, recipe));
    answer = { status: 503, body: new ToileError('renderer-absent').toBody() };
    await expect(http.picture(room.id, recipe)).rejects.toMatchObject({ code: 'renderer-absent' });
    answer = { text: 'picture' };
    await expect(http.picture(room.id, recipe)).rejects.toMatchObject({ code: 'internal' });
    const reason = new Error('scrolled away');
    await expect(http.picture(room.id, recipe, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('writes a recipe into a picture’s address, whole', () => {
    const url = new URL(new ToileHttp({ baseUrl }).pictureUrl(room.id, recipe) ?? '');
    expect(url.pathname).toBe(`/api/rooms/${room.id}/pictures/${recipeHash(recipe)}`);
    const text = url.searchParams.get('recipe') ?? '';
    expect(text).toMatch(/^[\w-]+$/);
    expect(Buffer.from(text, 'base64url').toString()).toBe(recipeJson(recipe));
  });

  it('asks with a body for the picture of a recipe that no proxy would take in an address', async () => {
    const wPlus = wPlusText(new Float32Array(10 * 256), { numWs: 10, wDim: 256 });
    const latent = { kind: 'latent', wPlus } as const;
    const long = { ...recipe, a: latent, b: latent };
    const http = new ToileHttp({ baseUrl });
    expect(http.pictureUrl(room.id, long)).toBeNull();
    answer = { status: 503, body: new ToileError('renderer-absent').toBody() };
    await expect(http.picture(room.id, long)).rejects.toMatchObject({ code: 'renderer-absent' });
    expect(seen.at(-1)).toMatchObject({
      method: 'POST',
      url: `/api/rooms/${room.id}/pictures/${recipeHash(long)}`,
      body: { recipe: long },
    });
  });
});

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { method, url, headers } = request;
  return { method, url, cookie: headers.cookie, body: text === '' ? null : JSON.parse(text) };
}
