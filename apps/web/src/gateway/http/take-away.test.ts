import { isPictureLease, type Lease, limits, type RoomAnswer } from '@toile/protocol';
import { createDesign, readRack } from '@toile/room';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { storedDoc } from '../take-away/stored-doc.js';
import { Painter, paintedFrame } from '../testing/painter.fixture.js';
import { Person } from '../testing/person.fixture.js';
import { startServer, type TestServer } from '../testing/server.fixture.js';

let server: TestServer;
let painter: Painter;
let host: Person;
let mine: RoomAnswer;
let designIds: string[];

/** Draws what a worker would in one respect: a file of the format and size that the recipe asks for. */
async function paintPicture(lease: Lease): Promise<void> {
  if (!isPictureLease(lease)) return;
  const { hash, recipe } = lease.job;
  const { sizePx, background } = recipe.output;
  const [r = 0, g = 0, b = 0] = Buffer.from(hash, 'hex');
  const alpha = background === 'transparent' ? 1 : undefined;
  const colour = { r, g, b, ...(alpha === undefined ? {} : { alpha }) };
  const channels = alpha === undefined ? 3 : 4;
  const picture = sharp({ create: { width: sizePx, height: sizePx, channels, background: colour } });
  const frame = paintedFrame(hash);
  const bytes = new Uint8Array(await picture.webp().toBuffer());
  await server.queue.complete(lease, { meta: { ...frame.meta, widthPx: sizePx, heightPx: sizePx }, bytes });
}

async function post(person: Person, path: string, body: unknown) {
  const response = await fetch(`${server.url}/api/rooms/${mine.room.id}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `toile_session=${person.session}` },
    body: JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = response.headers.get('content-type')?.startsWith('application/json');
  return { response, bytes, code: json ? JSON.parse(bytes.toString()).code : null };
}

beforeAll(async () => {
  server = await startServer();
  painter = new Painter(
    server.queue,
    server.packs.packs.map(({ manifest }) => manifest.id),
  );
  painter.instead = paintPicture;
  host = new Person(server);
  mine = await host.createRoom();
  const doc = await storedDoc(server.store, mine.room.id);
  const before = Y.encodeStateVector(doc);
  createDesign(doc, { name: 'Sunday no. 3', styleNumber: 'S-104', note: 'Horn buttons', style: 0.5 });
  await server.store.appendUpdate(mine.room.id, Y.encodeStateAsUpdate(doc, before));
  designIds = readRack(doc).map(({ id }) => id);
  await server.store.setVote(mine.room.id, designIds[1]!, mine.me.id, true, 1);
});

afterAll(async () => {
  host?.leave();
  await painter?.stop();
  await server?.close();
});

describe('films', () => {
  const request = () => ({
    from: designIds[0],
    to: designIds[1],
    frames: 8,
    sizePx: 256,
    frameMs: 50,
    back: true,
  });

  it('are animated WebP, for everybody in the room', async () => {
    const viewer = await host.invite(mine.room.id, 'viewer');
    const { response, bytes } = await post(viewer, 'film', request());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(bytes, { pages: -1 }).metadata()).toMatchObject({ pages: 14, width: 256, loop: 0 });
  });

  it('refuse what is not in the room, what is too long, and strangers', async () => {
    expect((await post(host, 'film', { ...request(), to: 'AAAAAAAAAAAA' })).code).toBe('design-not-found');
    for (const wrong of [
      { frames: limits.framesPerFilm + 1 },
      { frames: 2 },
      { sizePx: 1024 },
      { frameMs: 1 },
    ]) {
      expect((await post(host, 'film', { ...request(), ...wrong })).code).toBe('bad-request');
    }
    expect((await post(new Person(server), 'film', request())).code).toBe('unauthenticated');
  });
});

describe('line sheets', () => {
  it('are a PDF of the designs that were asked for', async () => {
    const { response, bytes } = await post(host, 'line-sheet', { designIds, perPage: 1 });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="line-sheet.pdf"');
    const text = bytes.toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect(text.match(/\/Subtype \/Image/g)).toHaveLength(2);
  });

  it('refuse designs that are gone or named twice, and wrong layouts', async () => {
    const [first] = designIds;
    const ask = (body: unknown) => post(host, 'line-sheet', body).then(({ code }) => code);
    expect(await ask({ designIds: ['AAAAAAAAAAAA'], perPage: 4 })).toBe('design-not-found');
    expect(await ask({ designIds: [first, first], perPage: 4 })).toBe('bad-request');
    expect(await ask({ designIds: [], perPage: 4 })).toBe('bad-request');
    expect(await ask({ designIds, perPage: 3 })).toBe('bad-request');
  });

  it('are limited for each member', async () => {
    const viewer = await host.invite(mine.room.id, 'viewer', 'Eager');
    const wrong = { designIds: ['AAAAAAAAAAAA'], perPage: 4 };
    const codes = [];
    for (let n = 0; n <= limits.filesPerMinute; n++)
      codes.push((await post(viewer, 'line-sheet', wrong)).code);
    expect(codes.at(-1)).toBe('rate-limited');
    expect(codes.slice(0, -1).every((code) => code === 'design-not-found')).toBe(true);
  });
});
