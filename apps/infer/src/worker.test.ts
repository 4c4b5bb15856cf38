import { type Announcement, latentAnswerSchema, limits, taskHash } from '@toile/protocol';
import { MemoryRenderQueue, QueueError } from '@toile/queue';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipDesk } from './clip/clip-desk.js';
import { EmbeddingShelf } from './clip/embedding-shelf.js';
import type { InferenceThread } from './inference/inference-thread.js';
import type { Pack } from './pack/pack.js';
import { QueueLink } from './queue-link.js';
import { housePack, jobFor, openThread, recipeFor } from './testing/house-pack.fixture.js';
import { Worker, type WorkerOptions } from './worker.js';
import { WorkerMetrics } from './worker-metrics.js';

const log = pino({ level: 'silent' });
let pack: Pack;
let queue: MemoryRenderQueue;
let thread: InferenceThread;
let announced: Announcement[];
let working: Promise<void> | null;
let worker: Worker;

beforeAll(async () => {
  pack = await housePack();
});

beforeEach(async () => {
  queue = new MemoryRenderQueue();
  thread = openThread();
  announced = [];
  await queue.onAnnouncement((announcement) => announced.push(announcement));
});

afterEach(async () => {
  worker.stop();
  await working;
  await queue.close();
  await thread.close();
});

function start(options: Partial<WorkerOptions> = {}): Worker {
  worker = new Worker({
    queue,
    link: new QueueLink(log, { firstPauseMs: 5, longestPauseMs: 20 }),
    thread,
    clips: new ClipDesk(thread, new EmbeddingShelf({ folder: null, log })),
    packs: new Map([[pack.manifest.id, pack]]),
    workerId: 'worker-under-test',
    maxBatch: 8,
    threads: 1,
    provider: 'cpu',
    metrics: new WorkerMetrics(),
    log,
    onHang: () => expect.unreachable('the thread does not hang'),
    ...options,
  });
  working = worker.run();
  return worker;
}

const announcedOf = (slot: string) =>
  vi.waitFor(
    () => {
      const found = announced.find((announcement) => announcement.slot === slot);
      if (!found) throw new Error(`${slot} is not announced`);
      return found;
    },
    { timeout: 15_000 },
  );

describe('the worker', () => {
  it('draws, encodes, stores and announces what it claims', async () => {
    start();
    const recipe = recipeFor(pack, 42, { output: { tier: 'final', sizePx: 256, format: 'webp' } });
    const job = jobFor(recipe, 'design');
    await queue.offer(job);
    expect(await announcedOf('design')).toMatchObject({ kind: 'frame', hash: job.hash });
    const frame = await queue.frame(job.hash);
    expect(frame?.meta).toMatchObject({ mime: 'image/webp', widthPx: 256, tier: 'final', provider: 'cpu' });
    expect(await sharp(frame!.bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    const { channels } = await sharp(frame!.bytes).stats();
    expect(channels.every(({ stdev }) => stdev > 10)).toBe(true);
  });

  it('gives the same bytes for the same recipe', async () => {
    start();
    const recipe = recipeFor(pack, 7);
    const { hash } = jobFor(recipe, 'first');
    await queue.offer(jobFor(recipe, 'first'));
    await announcedOf('first');
    const first = await queue.frame(hash);
    await queue.offer(jobFor(recipe, 'second'));
    await announcedOf('second');
    expect((await queue.frame(hash))?.bytes).toEqual(first?.bytes);
  });

  it('answers what a picture is drawn from, which drawn by itself is the same picture', async () => {
    start();
    const mixed = recipeFor(pack, 3, {
      b: { kind: 'seed', seed: 8, category: 2 },
      mix: { structure: 0.4, style: 0.8 },
      sliders: { [pack.directions[0]!.id]: 1.5 },
    });
    const { roomId, lane, offeredAtMs } = jobFor(mixed, 'task');
    const task = { kind: 'latent', recipe: mixed } as const;
    const hash = taskHash(task);
    await queue.offer({ roomId, slot: 'task', hash, lane, offeredAtMs, task });
    expect(await announcedOf('task')).toMatchObject({ kind: 'frame', hash });
    const frame = await queue.frame(hash);
    expect(frame?.meta).toMatchObject({ mime: 'application/json', widthPx: 0 });
    const { wPlus } = latentAnswerSchema.parse(JSON.parse(new TextDecoder().decode(frame!.bytes)));
    const latent = { kind: 'latent', wPlus } as const;
    const alone = recipeFor(pack, 0, { a: latent, b: latent, truncationPsi: 0 });
    const [one, other] = [mixed, alone].map((recipe, at) => jobFor(recipe, `picture ${at}`));
    await queue.offer(one!);
    await queue.offer(other!);
    const pixels = async (slot: string, name: string) => {
      expect(await announcedOf(slot)).toMatchObject({ kind: 'frame' });
      return sharp((await queue.frame(name))!.bytes)
        .raw()
        .toBuffer();
    };
    const [from, to] = [await pixels('picture 0', one!.hash), await pixels('picture 1', other!.hash)];
    const squares = from.reduce((sum, value, at) => sum + (value - to[at]!) ** 2, 0);
    // What 8 bits a value cost; 38 to 45 dB on garments. A wrong latent is below 20.
    expect(10 * Math.log10(255 ** 2 / (squares / from.length))).toBeGreaterThan(34);
  });

  it('says why a task cannot be answered, and goes on', async () => {
    start();
    const recipe = recipeFor(pack, 1, { a: { kind: 'latent', wPlus: 'AAAA' } });
    const task = { kind: 'latent', recipe } as const;
    const { roomId, lane, offeredAtMs } = jobFor(recipe, 'task');
    await queue.offer({ roomId, slot: 'task', hash: taskHash(task), lane, offeredAtMs, task });
    expect(await announcedOf('task')).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/no latent of/),
    });
    await queue.offer(jobFor(recipeFor(pack, 1), 'good'));
    expect(await announcedOf('good')).toMatchObject({ kind: 'frame' });
  });

  it('answers a job that it cannot draw, and goes on', async () => {
    start();
    await queue.offer(jobFor(recipeFor(pack, 1, { sliders: { nonesuch: 1 } }), 'bad'));
    await queue.offer(jobFor(recipeFor(pack, 1), 'good'));
    expect(await announcedOf('bad')).toMatchObject({ kind: 'failed', code: 'render-failed' });
    expect(await announcedOf('good')).toMatchObject({ kind: 'frame' });
  });

  it('tells of itself, and is forgotten when it has stopped', async () => {
    start();
    await vi.waitFor(async () => expect((await queue.stats()).workers).toHaveLength(1));
    const [status] = (await queue.stats()).workers;
    expect(status).toMatchObject({
      workerId: 'worker-under-test',
      provider: 'cpu',
      packIds: [pack.manifest.id],
    });
    worker.stop();
    await working;
    expect((await queue.stats()).workers).toEqual([]);
  });

  it('finishes what it holds before it stops', async () => {
    start();
    await queue.offer(jobFor(recipeFor(pack, 3), 'last'));
    await vi.waitFor(async () => {
      const { running, pending } = await queue.stats();
      expect(running + announced.length).toBe(1);
      expect(pending).toBe(0);
    });
    worker.stop();
    await working;
    expect(announced).toMatchObject([{ kind: 'frame', slot: 'last' }]);
    expect(worker.framesDrawn).toBe(1);
  });

  it('holds its lease while a picture takes longer than one', async () => {
    const slow = {
      draw: async (...args: Parameters<InferenceThread['draw']>) => {
        await new Promise((resolve) => setTimeout(resolve, 900));
        return await thread.draw(...args);
      },
      starts: 1,
    } as unknown as InferenceThread;
    start({ thread: slow, leaseMs: 200 });
    await queue.offer(jobFor(recipeFor(pack, 5), 'slow'));
    expect(await announcedOf('slow')).toMatchObject({ kind: 'frame' });
    expect(announced).toHaveLength(1);
  });

  it('draws on after the queue was away', async () => {
    const claim = queue.claim.bind(queue);
    let away = 3;
    queue.claim = async (request) => {
      if (away-- > 0) throw new QueueError('unreachable', 'the queue is away');
      return await claim(request);
    };
    start();
    await queue.offer(jobFor(recipeFor(pack, 6), 'patient'));
    expect(await announcedOf('patient')).toMatchObject({ kind: 'frame' });
    expect(away).toBeLessThan(0);
  });

  it('gives a job up after its attempts when the thread dies over it each time', async () => {
    await thread.close();
    start();
    await queue.offer(jobFor(recipeFor(pack, 8), 'doomed'));
    expect(await announcedOf('doomed')).toMatchObject({ kind: 'failed', code: 'render-failed' });
    expect(limits.renderAttempts).toBeGreaterThan(1);
  });
});
