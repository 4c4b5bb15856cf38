import type { Frame, Lease } from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';

/**
 * Stands where a render worker stands at the queue, and hands in frames whose bytes are the recipe's hash:
 * claims, leases and announcements are the queue's own.
 */
export class Painter {
  readonly drawn: string[] = [];
  readonly #queue: RenderQueue;
  readonly #workerId: string;
  readonly #packIds: readonly string[];
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  /** What to do with a lease instead of completing it. */
  instead: ((lease: Lease) => Promise<void>) | null = null;

  constructor(queue: RenderQueue, packIds: readonly string[], workerId = 'painter') {
    this.#queue = queue;
    this.#packIds = packIds;
    this.#workerId = workerId;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const workerId = this.#workerId;
    const packIds = [...this.#packIds];
    const status = { workerId, provider: 'test', threads: 1, packIds, startedAtMs: 1, framesDrawn: 0 };
    await this.#queue.heartbeat(status, 60_000);
    while (!this.#stop.signal.aborted) {
      const claim = {
        workerId,
        packIds,
        maxBatch: 4,
        leaseMs: 2_000,
        waitMs: 1_000,
        signal: this.#stop.signal,
      };
      for (const lease of await this.#queue.claim(claim)) {
        if (this.instead) await this.instead(lease);
        else await this.paint(lease);
      }
    }
  }

  async paint(lease: Lease): Promise<void> {
    this.drawn.push(lease.job.hash);
    await this.#queue.complete(lease, paintedFrame(lease.job.hash));
  }
}

export function paintedFrame(hash: string): Frame {
  return {
    meta: {
      hash,
      mime: 'image/webp',
      widthPx: 256,
      heightPx: 256,
      tier: 'final',
      inferenceMs: 1,
      encodeMs: 1,
      batch: 1,
      provider: 'test',
    },
    bytes: new TextEncoder().encode(hash),
  };
}
