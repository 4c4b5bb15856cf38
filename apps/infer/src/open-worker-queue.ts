import { IpcRenderQueue, RedisRenderQueue, type RenderQueue } from '@toile/queue';
import type { QueueLink } from './queue-link.js';
import { SettingsError } from './settings.js';

/** How long one attempt to connect may take; there is always another. */
const CONNECT_MS = 2_000;

/**
 * The queue that this process works for: Redis where `redisUrl` is set, else the parent's. Waits for as long as
 * Redis is away; null when `signal` aborts first. Throws SettingsError when there is neither, or no such URL.
 */
export async function openWorkerQueue(
  redisUrl: string | null,
  link: QueueLink,
  signal: AbortSignal,
): Promise<RenderQueue | null> {
  if (redisUrl === null) {
    if (process.send) return new IpcRenderQueue();
    throw new SettingsError(
      'This worker has no render queue: set REDIS_URL, or let the server start it (embedded mode).',
    );
  }
  try {
    const open = () => RedisRenderQueue.open({ url: redisUrl, connectTimeoutMs: CONNECT_MS });
    const opened = await link.patiently(open, { signal });
    return opened.reached ? opened.value : null;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new SettingsError('REDIS_URL is not the address of a Redis, such as redis://host:6379.', { cause });
  }
}
