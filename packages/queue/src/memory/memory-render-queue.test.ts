import { describe, expect, it } from 'vitest';
import { describeRenderQueue, type OpenQueueUnderTest } from '../render-queue.conformance.js';
import { describeRenderQueueFuzz } from '../render-queue-fuzz.conformance.js';
import { packA, sampleFrame, sampleJob } from '../testing/samples.js';
import { MemoryRenderQueue } from './memory-render-queue.js';

const open: OpenQueueUnderTest = async (options) => {
  let nowMs = 1_700_000_000_000;
  const queue = new MemoryRenderQueue({ ...options, now: () => nowMs });
  return {
    queue,
    another: async () => queue,
    pass: async (ms) => {
      nowMs += ms;
    },
    close: () => queue.close(),
  };
};

describeRenderQueue('memory', open);
describeRenderQueueFuzz('memory', open, { seeds: 40, steps: 400 });

describe('memory queue', () => {
  it('Q24 keeps frames within their bytes, the ones used last', async () => {
    const queue = new MemoryRenderQueue({ frameCacheBytes: 1_000 });
    const hashes = [1, 2, 3].map((recipe) => sampleJob({ recipe }).hash);
    const draw = async (recipe: number, bytes: number) => {
      await queue.offer(sampleJob({ recipe }));
      const request = { workerId: 'w', packIds: [packA], maxBatch: 1, leaseMs: 1_000, waitMs: 0 };
      const [lease] = await queue.claim(request);
      await queue.complete(lease!, sampleFrame(lease!.job.hash, bytes));
    };
    await draw(1, 400);
    await draw(2, 600);
    expect(await queue.frame(hashes[0]!)).not.toBeNull();
    await draw(3, 100);
    const held = await Promise.all(hashes.map((hash) => queue.frame(hash)));
    expect(held.map((frame) => frame?.bytes.byteLength)).toEqual([400, undefined, 100]);
    await draw(2, 1_001);
    expect(await queue.frame(hashes[1]!)).toBeNull();
    expect((await queue.frame(hashes[2]!))?.bytes.byteLength).toBe(100);
  });

  it('keeps frames apart from the buffers that they came in', async () => {
    const queue = new MemoryRenderQueue();
    await queue.offer(sampleJob());
    const request = { workerId: 'w', packIds: [packA], maxBatch: 1, leaseMs: 1_000, waitMs: 0 };
    const [lease] = await queue.claim(request);
    const frame = sampleFrame(lease!.job.hash, 8);
    await queue.complete(lease!, frame);
    frame.bytes.fill(0);
    expect((await queue.frame(lease!.job.hash))?.bytes).toEqual(sampleFrame(lease!.job.hash, 8).bytes);
  });

  it('Q13 jobs that are offered together are claimed together', async () => {
    const queue = new MemoryRenderQueue();
    const request = { workerId: 'w', packIds: [packA], maxBatch: 8, leaseMs: 1_000, waitMs: 60_000 };
    const claimed = queue.claim(request);
    for (const slot of ['a', 'b', 'c']) void queue.offer(sampleJob({ slot }));
    expect((await claimed).map(({ job }) => job.slot)).toEqual(['a', 'b', 'c']);
  });
});
