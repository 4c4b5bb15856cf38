import { MemoryRenderQueue } from './memory/memory-render-queue.js';
import { MemoryRoomBus } from './memory/memory-room-bus.js';
import { RedisRenderQueue } from './redis/redis-render-queue.js';
import { RedisRoomBus } from './redis/redis-room-bus.js';
import type { RenderQueue } from './render-queue.js';
import type { RoomBus } from './room-bus.js';

export interface OpenQueueOptions {
  /** `redis[s]://[[user]:password@]host[:port][/db]`; without it everything stays in this process. */
  readonly url?: string | undefined;
  /** Begins every Redis key and channel; `toile:` unless told. Two fleets on one Redis need two. */
  readonly prefix?: string;
  /** How long to go on trying to connect, in ms; 10 s unless told. */
  readonly connectTimeoutMs?: number;
}

/**
 * The render queue and the room bus: in process for embedded mode, on Redis for a fleet.
 *
 * Rejects with QueueError `unreachable` when Redis stays away for `connectTimeoutMs`, and with TypeError for a
 * URL that is not Redis's. Once open, both come back by themselves whenever Redis does.
 */
export async function openQueue(
  options: OpenQueueOptions = {},
): Promise<{ queue: RenderQueue; bus: RoomBus }> {
  const { url, ...rest } = options;
  if (url === undefined) return { queue: new MemoryRenderQueue(), bus: new MemoryRoomBus() };
  const queue = await RedisRenderQueue.open({ ...rest, url });
  try {
    return { queue, bus: await RedisRoomBus.open({ ...rest, url }) };
  } catch (error) {
    await queue.close();
    throw error;
  }
}
