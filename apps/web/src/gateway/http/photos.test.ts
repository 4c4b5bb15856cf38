import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import {
  type ErrorBody,
  errorTable,
  type InvertAnswer,
  isTaskLease,
  limits,
  type Photo,
  photoListSchema,
  photoSchema,
  type RoomAnswer,
  sessionCookie,
} from '@toile/protocol';
import { StoreError } from '@toile/store';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PackShelf } from '../pack-shelf.js';
import { packFolder } from '../testing/pack.fixture.js';
import { Painter, paintedFrame } from '../testing/painter.fixture.js';
import { Person } from '../testing/person.fixture.js';
import { startServer, type TestServer } from '../testing/server.fixture.js';

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

const path = (rest = '', roomId = mine.room.id) => `/api/rooms/${roomId}/photos${rest}`;

async function jpeg(background = '#336699'): Promise<Buffer> {
  return sharp({ create: { width: 300, height: 400, channels: 3, background } })
    .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg()
    .toBuffer();
}

async function fetched(person: Person, url: string, init: RequestInit = {}): Promise<Response> {
  const cookie = person.session ? { cookie: `${sessionCookie}=${person.session}` } : {};
  return fetch(`${server.url}${url}`, { ...init, headers: { ...cookie, ...init.headers } });
}

async function upload(person: Person, file: Uint8Array, type = 'image/jpeg', at = path()) {
  const response = await fetched(person, at, {
    method: 'POST',
    body: new Uint8Array(file),
    headers: { 'content-type': type },
  });
  return { status: response.status, body: (await response.json()) as Photo & Partial<ErrorBody> };
}

describe('photos', () => {
  it('are taken in of an editor, and given to every member of the room, without what the camera wrote', async () => {
    const editor = await host.invite(mine.room.id, 'editor');
    const { status, body } = await upload(editor, await jpeg());
    const photo = photoSchema.parse(body);
    expect([status, photo.by, photo.widthPx, photo.heightPx]).toEqual([201, editor.memberId, 300, 400]);
    const viewer = await host.invite(mine.room.id, 'viewer');
    const answer = await fetched(viewer, path(`/${photo.hash}`));
    expect(answer.status).toBe(200);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'inline; filename="photo.webp"',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      etag: `"${photo.hash}"`,
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBe(photo.bytes);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    const again = await fetched(viewer, path(`/${photo.hash}`), {
      headers: { 'if-none-match': `"${photo.hash}"` },
    });
    expect(again.status).toBe(304);
    expect(photoListSchema.parse((await viewer.ask('GET', path())).body).photos).toEqual([photo]);
  });

  it('are stored once, however often and by whomever they are uploaded', async () => {
    const file = await jpeg('#993366');
    const first = await upload(host, file);
    const editor = await host.invite(mine.room.id, 'editor');
    const second = await upload(editor, file, 'application/octet-stream');
    expect(first.status).toBe(201);
    expect(second).toEqual({ status: 200, body: first.body });
    expect(await server.store.photos.list(mine.room.id)).toHaveLength(1);
  });

  it('are no business of voters to bring, and of strangers to see', async () => {
    const { body: photo } = await upload(host, await jpeg());
    const voter = await host.invite(mine.room.id, 'voter');
    expect((await upload(voter, await jpeg())).body.code).toBe('role-forbidden');
    const stranger = new Person(server);
    expect((await stranger.ask('GET', path(`/${photo.hash}`))).body.code).toBe('unauthenticated');
    const other = await stranger.createRoom();
    for (const of of ['', `/${photo.hash}`]) {
      expect((await stranger.ask('GET', path(of))).body.code).toBe('not-a-member');
    }
    // Nor by way of another room.
    const elsewhere = await stranger.ask('GET', path(`/${photo.hash}`, other.room.id));
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'photo-not-found']);
    expect((await host.ask('GET', path('/..%2Fx'))).body.code).toBe('photo-not-found');
  });

  it('must be photos, of a size', async () => {
    const bad = await upload(host, Buffer.from('no photo at all'), 'image/png');
    expect([bad.status, bad.body.code]).toEqual([422, 'photo-invalid']);
    const text = await upload(host, await jpeg(), 'text/plain');
    expect([text.status, text.body.code]).toEqual([400, 'bad-request']);
    const large = await upload(host, new Uint8Array(limits.photoUploadBytes + 1));
    expect(large).toMatchObject({
      status: 413,
      body: {
        code: 'photo-too-large',
        message: 'A photo may have 12 MB at most.',
        limit: { name: 'photoUploadBytes', value: limits.photoUploadBytes },
      },
    });
    expect(await server.store.photos.list(mine.room.id)).toEqual([]);
  });

  it('are not read to their end where they are longer than they may be and do not say so', async () => {
    const sent = await new Promise<number>((resolve, reject) => {
      const sending = request(
        `${server.url}${path()}`,
        {
          method: 'POST',
          headers: { 'content-type': 'image/jpeg', cookie: `${sessionCookie}=${host.session}` },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
          sending.destroy();
        },
      );
      sending.on('error', reject);
      // It never ends: only an answer that comes before the end can.
      const more = () => {
        if (!sending.destroyed && sending.write(Buffer.alloc(262_144))) setImmediate(more);
        else sending.once('drain', more);
      };
      more();
    });
    expect(sent).toBe(413);
  });

  it('are so many in a room, and so many bytes', async () => {
    const keep = vi.spyOn(server.store.photos, 'keep');
    try {
      keep.mockResolvedValueOnce('too-many');
      const many = await upload(host, await jpeg());
      expect(many).toMatchObject({ status: 403, body: { code: 'photos-full' } });
      expect(many.body.limit).toEqual({ name: 'photosPerRoom', value: limits.photosPerRoom });
      keep.mockResolvedValueOnce('too-large');
      const large = await upload(host, await jpeg());
      expect(large.body.limit?.name).toBe('photoBytesPerRoom');
      expect(large.body.message).toMatch(/^A room holds 64 MB of photos at most/);
      const { calls } = keep.mock;
      expect(calls[0]?.[3]).toEqual({
        perRoom: limits.photosPerRoom,
        bytesPerRoom: limits.photoBytesPerRoom,
      });
    } finally {
      keep.mockRestore();
    }
  });

  it('say that they were not kept where the disk is full', async () => {
    const keep = vi.spyOn(server.store.photos, 'keep');
    keep.mockRejectedValueOnce(new StoreError('unavailable', 'SQLite: disk is full (FULL 13)'));
    const answer = await upload(host, await jpeg());
    keep.mockRestore();
    expect(answer.body).toMatchObject({ code: 'store-unavailable', retryable: true });
    expect(answer.body.message).toMatch(/not kept/);
  });

  it('come at a bounded rate', async () => {
    const editor = await host.invite(mine.room.id, 'editor');
    let answer = await upload(editor, new Uint8Array(8));
    for (let sent = 1; answer.status !== 429 && sent <= limits.photosPerMinute; sent++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      answer = await upload(editor, new Uint8Array(8));
    }
    expect([answer.status, answer.body.limit?.name]).toEqual([429, 'photosPerMinute']);
  }, 20_000);

  it('are removed for good by whoever brought them, or a host', async () => {
    const [editor, other] = [
      await host.invite(mine.room.id, 'editor'),
      await host.invite(mine.room.id, 'editor'),
    ];
    const { body: photo } = await upload(editor, await jpeg());
    const refused = await other.ask('DELETE', path(`/${photo.hash}`));
    expect([refused.status, refused.body.code]).toEqual([403, 'role-forbidden']);
    expect((await editor.ask('DELETE', path(`/${photo.hash}`))).status).toBe(204);
    const gone = await fetched(host, path(`/${photo.hash}`), {
      headers: { 'if-none-match': `"${photo.hash}"` },
    });
    expect(gone.status).toBe(errorTable['photo-not-found'].httpStatus);
    await upload(editor, await jpeg());
    expect((await host.ask('DELETE', path(`/${photo.hash}`))).status).toBe(204);
    expect((await host.ask('DELETE', path(`/${photo.hash}`))).body.code).toBe('photo-not-found');
  });
});

describe('the latent of a photo', () => {
  it('is refused, and nobody asked, where the pack has no encoder', async () => {
    const { body: photo } = await upload(host, await jpeg());
    const refused = await host.ask('POST', path(`/${photo.hash}/latent`), {});
    expect([refused.status, refused.body.code]).toEqual([422, 'photos-unsupported']);
    expect((await server.queue.stats()).pending).toBe(0);
    const none = await host.ask('POST', path(`/${'0'.repeat(64)}/latent`), {});
    expect([none.status, none.body.code]).toEqual([404, 'photo-not-found']);
  });

  describe('of a pack that reads photos', () => {
    let folder: string;
    let reading: TestServer;
    let painter: Painter;
    let photo: Photo;
    let answer: InvertAnswer;
    const asked: { task: unknown; photo: Uint8Array | undefined }[] = [];

    const found: InvertAnswer = {
      kind: 'found',
      wPlus: 'AAAA',
      category: 1,
      likeness: { psnrDb: 23.4, ssim: 0.8, shape: 0.93, colourDistance: null },
      cutOut: 'UklGRg==',
    };

    beforeAll(async () => {
      ({ folder } = await packFolder('reads-photos', { readsPhotos: true }));
      const packs = new PackShelf({ folder, log: pino({ level: 'silent' }) });
      reading = await startServer({ packs, roomsPerHour: 1_000 });
      painter = new Painter(reading.queue, [reading.packs.packs[0]!.manifest.id]);
      painter.instead = async (lease) => {
        if (!isTaskLease(lease) || lease.job.task.kind !== 'invert') throw new TypeError('expected a photo');
        const { hash, task } = lease.job;
        asked.push({ task, photo: (await reading.queue.frame(task.photo))?.bytes });
        const meta = { ...paintedFrame(hash).meta, mime: 'application/json' } as const;
        const bytes = new TextEncoder().encode(JSON.stringify(answer));
        await reading.queue.complete(lease, { meta, bytes });
      };
    });
    afterAll(async () => {
      await painter.stop();
      await reading.close();
      await rm(folder, { recursive: true });
    });

    const bring = async (background: string): Promise<{ person: Person; room: RoomAnswer }> => {
      const person = new Person(reading);
      const room = await person.createRoom();
      const response = await fetch(`${reading.url}${path('', room.room.id)}`, {
        method: 'POST',
        body: new Uint8Array(await jpeg(background)),
        headers: { 'content-type': 'image/jpeg', cookie: `${sessionCookie}=${person.session}` },
      });
      photo = photoSchema.parse(await response.json());
      return { person, room };
    };

    it('is what a worker finds in the bytes that the queue keeps for it', async () => {
      answer = found;
      const { person, room } = await bring('#115511');
      const url = path(`/${photo.hash}/latent`, room.room.id);
      const reply = await person.ask('POST', url, {});
      const { kind: _kind, ...latent } = found;
      expect([reply.status, reply.body]).toEqual([200, latent]);
      expect(asked.at(-1)?.task).toEqual({ kind: 'invert', pack: room.room.packId, photo: photo.hash });
      const bytes = await reading.store.photos.bytes(room.room.id, photo.hash);
      expect(asked.at(-1)?.photo).toEqual(bytes);
      const voter = await person.invite(room.room.id, 'voter');
      expect((await voter.ask('POST', url, {})).body.code).toBe('role-forbidden');
    });

    it('is refused in words where the photo shows no garment', async () => {
      answer = { kind: 'no-garment' };
      const { person, room } = await bring('#551111');
      const reply = await person.ask('POST', path(`/${photo.hash}/latent`, room.room.id), {});
      expect([reply.status, reply.body.code]).toEqual([422, 'no-garment']);
      expect(reply.body.message).toBe('No garment was found in this photo.');
    });
  });
});
