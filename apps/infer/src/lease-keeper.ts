import type { Lease } from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import type { QueueLink } from './queue-link.js';

export interface LeaseKeeperOptions {
  readonly workerId: string;
  readonly leaseMs: number;
  /** A lease is not prolonged past this, so that a picture that never ends is given to another worker. */
  readonly longestHoldMs: number;
}

/** Prolongs the leases that this worker is drawing or encoding, four times in the life of one. */
export class LeaseKeeper {
  readonly #queue: RenderQueue;
  readonly #link: QueueLink;
  readonly #options: LeaseKeeperOptions;
  readonly #heldSince = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #renewing = false;

  constructor(queue: RenderQueue, link: QueueLink, options: LeaseKeeperOptions) {
    this.#queue = queue;
    this.#link = link;
    this.#options = options;
    this.#timer = setInterval(() => void this.renew(), options.leaseMs / 4);
  }

  hold(leases: readonly Lease[]): void {
    for (const { leaseId } of leases) this.#heldSince.set(leaseId, performance.now());
  }

  letGo({ leaseId }: Lease): void {
    this.#heldSince.delete(leaseId);
  }

  /** Prolongs what is held now; called by the timer. */
  async renew(): Promise<void> {
    const { workerId, leaseMs, longestHoldMs } = this.#options;
    const now = performance.now();
    const ids = [...this.#heldSince].filter(([, since]) => now - since < longestHoldMs).map(([id]) => id);
    if (this.#renewing || ids.length === 0) return;
    this.#renewing = true;
    try {
      await this.#link.once(() => this.#queue.renew(workerId, ids, leaseMs));
    } finally {
      this.#renewing = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
