import { setTimeout as delay } from 'node:timers/promises';
import { type Lease, randomId } from '@toile/protocol';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQueue } from '../open-queue.js';
import { QueueError, type RenderQueue } from '../render-queue.js';
import { RoomLog } from '../room-bus.conformance.js';
import type { RoomBus, RoomMessage } from '../room-bus.js';
import { RedisServer } from '../testing/redis-server.js';
import { packA, roomA, roomB, sampleFrame, sampleJob, sampleWorker } from '../testing/samples.js';
import { RedisRenderQueue } from './redis-render-queue.js';
import { RedisRoomBus } from './redis-room-bus.js';

const request = { workerId: 'w', packIds: [packA], maxBatch: 1, leaseMs: 60_000, waitMs: 0 };
const doc = (seq: number): RoomMessage => ({ kind: 'doc', seq, update: Uint8Array.of(seq) });
const unreachable = { name: 'QueueError', code: 'unreachable' };

let server: RedisServer;
let prefix: string;
const opened: { close(): Promise<void> }[] = [];

async function openQueueHere(callTimeoutMs = 2_000): Promise<RenderQueue> {
  const queue = await RedisRenderQueue.open({ url: server.url, prefix, callTimeoutMs, lookAgainMs: 60_000 });
  opened.push(queue);
  return queue;
}

async function openBusHere(): Promise<RoomBus> {
  const bus = await RedisRoomBus.open({ url: server.url, prefix });
  opened.push(bus);
  return bus;
}

/** Tries until Redis is back for this connection. */
async function eventually<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof QueueError) || error.code !== 'unreachable') throw error;
      await delay(20);
    }
  }
}

beforeEach(async () => {
  server = await RedisServer.start();
  prefix = `toile-test-${randomId(8)}:`;
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await server?.stop();
});

describe('Redis goes and comes back', () => {
  it('Q31 every method rejects meanwhile and works after', async () => {
    const queue = await openQueueHere();
    const offeringQueue = await openQueueHere();
    let gaps = 0;
    const announced: string[] = [];
    await queue.onAnnouncement(
      ({ slot }) => announced.push(slot),
      () => {
        gaps += 1;
      },
    );
    await queue.offer(sampleJob());
    const [lease] = await queue.claim(request);
    const waiting = expect(queue.claim({ ...request, waitMs: 60_000 })).rejects.toMatchObject(unreachable);
    await queue.stats();
    await server.kill();
    await waiting;

    const calls: (() => Promise<unknown>)[] = [
      () => queue.offer(sampleJob()),
      () => queue.withdraw(roomA, 'design'),
      () => queue.claim(request),
      () => queue.claim({ ...request, waitMs: 60_000 }),
      () => queue.renew('w', [lease!.leaseId], 1_000),
      () => queue.complete(lease!, sampleFrame(lease!.job.hash)),
      () => queue.fail(lease!, { code: 'render-failed', message: '', retry: true }),
      () => queue.reclaim(),
      () => queue.frame(lease!.job.hash),
      () => queue.onAnnouncement(() => undefined),
      () => queue.heartbeat(sampleWorker('w'), 1_000),
      () => queue.retire('w'),
      () => queue.stats(),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(unreachable);

    await server.start();
    expect(await eventually(() => queue.stats())).toMatchObject({ pending: 0, running: 0 });
    expect(await queue.complete(lease!, sampleFrame(lease!.job.hash))).toBe(false);
    while (gaps === 0) await delay(5);
    const claimed = eventually(() => queue.claim({ ...request, waitMs: 60_000 }));
    await eventually(() => offeringQueue.offer(sampleJob({ slot: 'after' })));
    const [after] = await claimed;
    expect(after?.job.slot).toBe('after');
    expect(await queue.complete(after!, sampleFrame(after!.job.hash))).toBe(true);
    while (announced.length === 0) await delay(5);
    expect(announced).toEqual(['after']);
    expect(gaps).toBe(1);
  });

  it('Q31 a Redis that has gone silent is not waited for', async () => {
    const queue = await openQueueHere(150);
    await queue.offer(sampleJob());
    server.freeze();
    await expect(queue.stats()).rejects.toMatchObject(unreachable);
    await expect(queue.claim(request)).rejects.toMatchObject(unreachable);
    server.resume();
    expect(await eventually(() => queue.stats())).toMatchObject({ pending: 1 });
    expect(await eventually(() => queue.claim(request))).toHaveLength(1);
  });

  it('Q31 opening gives up on a Redis that stays away', async () => {
    await server.kill();
    const url = server.url;
    await expect(openQueue({ url, connectTimeoutMs: 200 })).rejects.toMatchObject(unreachable);
    await expect(RedisRoomBus.open({ url, connectTimeoutMs: 200 })).rejects.toMatchObject(unreachable);
    await expect(openQueue({ url: 'http://localhost' })).rejects.toThrow(TypeError);
  });

  it('Q31 opening waits for a Redis that is late', async () => {
    await server.kill();
    const opening = openQueue({ url: server.url });
    await delay(100);
    await server.start();
    const { queue, bus } = await opening;
    opened.push(queue, bus);
    expect(queue.kind).toBe('redis');
    expect(await queue.stats()).toMatchObject({ pending: 0 });
  });

  it('B7 B8 the bus rejects what it cannot send, and tells of the gap', async () => {
    const here = await openBusHere();
    const there = await openBusHere();
    const before = await RoomLog.of(there, roomA);
    const left = await RoomLog.of(there, roomB);
    await here.publish(roomA, doc(1));
    await before.upTo(1);
    await server.kill();
    await expect(here.publish(roomA, doc(2))).rejects.toMatchObject(unreachable);
    await eventuallyDown(there);
    const meanwhile = await RoomLog.of(there, 'roomD00000000000');
    await left.end();

    await server.start();
    await before.until(() => before.gaps === 1);
    await meanwhile.until(() => meanwhile.gaps === 1);
    await eventually(() => here.publish(roomA, doc(3)));
    await here.publish('roomD00000000000', doc(4));
    expect(await before.upTo(2)).toEqual([doc(1), doc(3)]);
    expect(await meanwhile.upTo(1)).toEqual([doc(4)]);
    expect([before.gaps, meanwhile.gaps, left.gaps]).toEqual([1, 1, 0]);
    const channels = (await redisCli(['PUBSUB', 'CHANNELS', `${prefix}*`])) as string[];
    expect(channels.sort()).toEqual([`${prefix}room:${roomA}`, `${prefix}room:roomD00000000000`].sort());
  });

  it('B8 a subscriber that Redis drops hears of the gap too', async () => {
    const here = await openBusHere();
    const there = await openBusHere();
    const log = await RoomLog.of(there, roomA);
    await redisCli(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
    await log.until(() => log.gaps === 1);
    await here.publish(roomA, doc(1));
    expect(await log.upTo(1)).toEqual([doc(1)]);
    await redisCli(['PUBLISH', `${prefix}room:${roomA}`, 'a message of another version']);
    await log.until(() => log.gaps === 2);
    expect(log.messages).toEqual([doc(1)]);
  });

  it('Q13 Q31 a waiting claim is refused when only its subscription is lost, and the next one wakes', async () => {
    const queue = await openQueueHere();
    const offering = await openQueueHere();
    const refused = asleep(queue);
    const outcome = expect(refused.claimed).rejects.toMatchObject(unreachable);
    await refused.sleeping;
    await redisCli(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
    await outcome;
    const claimed = eventually(() => queue.claim({ ...request, waitMs: 60_000 }));
    await offering.offer(sampleJob());
    expect(await claimed).toHaveLength(1);
  });

  it('Q13 a job wakes the next claim when the first one has gone with its process', async () => {
    const dead = await openQueueHere();
    const alive = await openQueueHere();
    const offering = await openQueueHere();
    const first = asleep(dead);
    const outcome = expect(first.claimed).rejects.toMatchObject({ code: 'closed' });
    await first.sleeping;
    const second = asleep(alive);
    await second.sleeping;
    await dead.close();
    await outcome;
    await offering.offer(sampleJob());
    expect(await second.claimed).toHaveLength(1);
  });

  it('Q13 a process that is woken without a claim left passes the wake-up on', async () => {
    const empty = await openQueueHere();
    const first = asleep(empty);
    const outcome = expect(first.claimed).rejects.toMatchObject(unreachable);
    await first.sleeping;
    await redisCli(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    await outcome;
    await eventually(() => empty.stats());
    const second = asleep(await openQueueHere());
    await second.sleeping;
    const offering = await openQueueHere();
    await offering.offer(sampleJob());
    expect(await second.claimed).toHaveLength(1);
  });
});

/** Resolves when this instance has noticed. */
async function eventuallyDown(bus: RoomBus): Promise<void> {
  for (;;) {
    try {
      await bus.publish('roomX00000000000', doc(0));
    } catch {
      return;
    }
    await delay(5);
  }
}

/** A claim that waits. `sleeping` resolves when Redis knows of one more that does. */
function asleep(queue: RenderQueue): { claimed: Promise<Lease[]>; sleeping: Promise<void> } {
  const known = sleepers();
  const claimed = known.then(() => queue.claim({ ...request, waitMs: 60_000 }));
  const sleeping = known.then(async (before) => {
    while ((await sleepers()) <= before) await delay(2);
  });
  return { claimed, sleeping };
}

const sleepers = async (): Promise<number> => Number(await redisCli(['HLEN', `${prefix}sleepers`]));

async function redisCli(args: string[]): Promise<unknown> {
  const client = await createClient({ url: server.url }).connect();
  try {
    return await client.sendCommand(args);
  } finally {
    client.destroy();
  }
}
