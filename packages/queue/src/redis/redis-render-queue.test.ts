import { setTimeout as delay } from 'node:timers/promises';
import { randomId } from '@toile/protocol';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRenderQueue, type OpenQueueUnderTest } from '../render-queue.conformance.js';
import { describeRenderQueueFuzz } from '../render-queue-fuzz.conformance.js';
import { RedisServer } from '../testing/redis-server.js';
import { packA, packNobody, roomB, sampleFrame, sampleJob } from '../testing/samples.js';
import { RedisRenderQueue } from './redis-render-queue.js';

let server: RedisServer;

beforeAll(async () => {
  server = await RedisServer.start();
});

afterAll(async () => {
  await server?.stop();
});

/** So seldom that a claim which nothing wakes would outlast its test. */
const lookAgainMs = 60_000;

const open: OpenQueueUnderTest = async (options) => {
  const prefix = `toile-test-${randomId(8)}:`;
  const queues: RedisRenderQueue[] = [];
  const another = async () => {
    const queue = await RedisRenderQueue.open({ ...options, url: server.url, prefix, lookAgainMs });
    queues.push(queue);
    return queue;
  };
  return {
    queue: await another(),
    another,
    pass: (ms) => delay(ms),
    close: async () => {
      await Promise.all(queues.map((queue) => queue.close()));
    },
  };
};

describeRenderQueue('Redis', open);
describeRenderQueueFuzz('Redis', open, { seeds: 12, steps: 300 });

describe('Redis queue', () => {
  const request = { workerId: 'w', packIds: [packA], maxBatch: 8, leaseMs: 60_000, waitMs: 0 };

  it('leaves nothing but its counter behind when all is done', async () => {
    const prefix = `toile-test-${randomId(8)}:`;
    const queue = await RedisRenderQueue.open({ url: server.url, prefix });
    const client = await createClient({ url: server.url }).connect();
    try {
      for (const slot of ['a', 'b']) {
        await queue.offer(sampleJob({ slot }));
        await queue.offer(sampleJob({ slot, roomId: roomB, lane: 'background' }));
        await queue.offer(sampleJob({ slot: `${slot}-orphan`, pack: packNobody }));
      }
      for (const lease of await queue.claim(request)) {
        if (lease.job.slot === 'a') await queue.complete(lease, sampleFrame(lease.job.hash));
        else await queue.fail(lease, { code: 'render-failed', message: 'no', retry: false });
      }
      await queue.withdraw(sampleJob().roomId, 'a-orphan');
      await queue.withdraw(sampleJob().roomId, 'b-orphan');
      const frame = `${prefix}frame:${sampleJob().hash}`;
      expect((await client.keys(`${prefix}*`)).sort()).toEqual([frame, `${prefix}rooms`]);
      expect(await client.hKeys(`${prefix}rooms`)).toEqual(['counter']);
      expect(await client.pTTL(frame)).toBeGreaterThan(3_500_000);
    } finally {
      client.destroy();
      await queue.close();
    }
  });

  it('Q13 a claim that leaves is not woken any more', async () => {
    const prefix = `toile-test-${randomId(8)}:`;
    const queue = await RedisRenderQueue.open({ url: server.url, prefix });
    const client = await createClient({ url: server.url }).connect();
    try {
      const abort = new AbortController();
      const claimed = queue.claim({ ...request, waitMs: 60_000, signal: abort.signal });
      while ((await client.hLen(`${prefix}sleepers`)) === 0) await delay(2);
      abort.abort();
      expect(await claimed).toEqual([]);
      expect(await client.hLen(`${prefix}sleepers`)).toBe(0);
      expect(await queue.claim({ ...request, waitMs: 5 })).toEqual([]);
      expect(await client.hLen(`${prefix}sleepers`)).toBe(0);
    } finally {
      client.destroy();
      await queue.close();
    }
  });

  it('keeps queues of other prefixes apart', async () => {
    const [one, two] = [await open(), await open()];
    try {
      await one.queue.offer(sampleJob());
      expect(await two.queue.claim(request)).toEqual([]);
      expect(await one.queue.claim(request)).toHaveLength(1);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('a job that cannot be read is refused as corrupt and given up in the end', async () => {
    const prefix = `toile-test-${randomId(8)}:`;
    const queue = await RedisRenderQueue.open({ url: server.url, prefix });
    const client = await createClient({ url: server.url }).connect();
    try {
      const job = sampleJob();
      await queue.offer(job);
      const place = `${job.roomId}/${job.slot}`;
      const pending = JSON.parse((await client.hGet(`${prefix}pending`, place))!);
      pending.job = JSON.stringify({ ...job, recipe: { v: 1 } });
      await client.hSet(`${prefix}pending`, place, JSON.stringify(pending));
      const failed = new Promise((resolve) => void queue.onAnnouncement(resolve));
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await expect(queue.claim({ ...request, leaseMs: 1 })).rejects.toMatchObject({ code: 'corrupt' });
        await delay(5);
        expect(await queue.reclaim()).toBe(1);
      }
      expect(await failed).toMatchObject({ kind: 'failed', hash: job.hash });
      await client.set(`${prefix}frame:${job.hash}`, 'not a hash');
      await expect(queue.frame(job.hash)).rejects.toMatchObject({ code: 'corrupt' });
    } finally {
      client.destroy();
      await queue.close();
    }
  });
});
