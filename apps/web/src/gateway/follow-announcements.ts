import type { Announcement } from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import type { Log } from './log.js';

const retryMs = 2_000;

/** Follow the queue's announcements, also where it cannot be reached at first. Answers a function that ends it. */
export function followAnnouncements(
  queue: Pick<RenderQueue, 'onAnnouncement'>,
  log: Log,
  listener: { announced(announcement: Announcement): void; gap(): void },
): () => Promise<void> {
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let end: (() => Promise<void>) | null = null;

  const start = async (attempt: number): Promise<void> => {
    try {
      end = await queue.onAnnouncement(listener.announced, listener.gap);
      if (ended) await end();
      else if (attempt > 0) listener.gap();
    } catch (error) {
      log.warn({ err: error }, 'announcements of frames cannot be followed yet');
      if (!ended) timer = setTimeout(() => void start(attempt + 1), retryMs);
    }
  };
  const started = start(0);

  return async () => {
    ended = true;
    clearTimeout(timer);
    await started;
    await end?.();
  };
}
