import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { ToileError } from '@toile/protocol';
import { RedisServer } from '@toile/queue/testing';
import { startThrowawayPostgres, type ThrowawayPostgres } from '@toile/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Running,
  type RunningServer,
  removeFolder,
  startServer,
  startWorker,
  temporaryFolder,
} from '../support/server.js';

let redis: RedisServer;
let postgres: ThrowawayPostgres;
let folder: string;
let worker: Running;
let webs: RunningServer[] = [];

beforeAll(async () => {
  [redis, postgres, folder] = await Promise.all([
    RedisServer.start(),
    startThrowawayPostgres(),
    temporaryFolder(),
  ]);
  const env = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
  worker = startWorker({ ...env, TOILE_WORKER_ID: 'worker-1', TOILE_THREADS: '1' });
  webs = await Promise.all([1, 2].map(() => startServer({ folder, env })));
});

afterAll(async () => {
  await Promise.all([...webs, worker].map((running) => running?.stop()));
  await Promise.all([redis?.stop(), postgres?.remove()]);
  await removeFolder(folder);
});

/** A photograph under CC0: see the folder's README. */
const file = readFileSync(new URL('../fixtures/checked-shirt.webp', import.meta.url));

describe('a photo in a fleet', () => {
  it('is one for all instances, and a worker that has no store finds its garment', async () => {
    const [first, second] = webs.map(({ baseUrl }) => nodeToileHttp({ baseUrl }));
    if (!first || !second) throw new TypeError('expected two instances');
    const { room } = await first.createRoom({ name: 'Autumn capsule', memberName: 'Ana' });
    second.session = first.session;
    const { photo, isNew } = await first.uploadPhoto(room.id, new Blob([file], { type: 'image/webp' }));
    expect(isNew).toBe(true);
    expect((await second.uploadPhoto(room.id, new Blob([file], { type: 'image/webp' }))).isNew).toBe(false);
    expect(await second.photos(room.id)).toEqual([photo]);
    const headers = { cookie: `toile_session=${second.session}` };
    const answer = await fetch(second.photoUrl(room.id, photo.hash), { headers });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(photo.hash);

    const [pack] = await first.packs(room.id);
    if (pack?.manifest.files.encoder) {
      const { wPlus, category } = await second.photoLatent(room.id, photo.hash);
      const source = { kind: 'latent', wPlus, photo: photo.hash, category, seed: 1 } as const;
      const client = openNodeRoom({ http: first, roomId: room.id });
      await client.awaitReady();
      const designId = client.edit.create({ name: 'Checked shirt', a: source, b: source });
      const frame = await client.awaitFinalFrame(designId);
      expect(frame.final).toBe(true);
      client.close();
    } else {
      await expect(second.photoLatent(room.id, photo.hash)).rejects.toMatchObject({
        code: 'photos-unsupported',
      });
    }

    await first.removePhoto(room.id, photo.hash);
    const gone = await fetch(second.photoUrl(room.id, photo.hash), { headers });
    expect([gone.status, ToileError.fromBody(await gone.json()).code]).toEqual([404, 'photo-not-found']);
  }, 120_000);
});
