import {
  type Announcement,
  type Frame,
  type Lease,
  limits,
  type RenderJob,
  type WorkerStatus,
} from '@toile/protocol';
import { checkClaim, checkFrame, checkJob, checkLeaseMs } from '../check-arguments.js';
import { Listeners } from '../listeners.js';
import {
  type ClaimRequest,
  type OfferOutcome,
  QueueError,
  type QueueStats,
  type RenderQueue,
} from '../render-queue.js';
import { FrameCache } from './frame-cache.js';
import { type GiveUpCode, JobBoard } from './job-board.js';

export interface MemoryRenderQueueOptions {
  /** The queue's clock, in ms. Waiting claims are timed by the process all the same. */
  readonly now?: () => number;
  readonly frameTtlMs?: number;
  readonly frameCacheBytes?: number;
}

interface Sleeper {
  readonly request: ClaimRequest;
  wake(leases: Lease[]): void;
  refuse(error: QueueError): void;
}

interface AnnouncementListener {
  announcement(announcement: Announcement): void;
}

/** The render queue of one process, for embedded mode. Frames are read-only once they are in. */
export class MemoryRenderQueue implements RenderQueue {
  readonly kind = 'memory';
  readonly #now: () => number;
  readonly #board = new JobBoard();
  readonly #frames: FrameCache;
  readonly #listeners = new Listeners<AnnouncementListener>();
  readonly #workers = new Map<string, { status: WorkerStatus; untilMs: number }>();
  readonly #sleepers = new Set<Sleeper>();
  #waking = false;
  #closed = false;

  constructor(options: MemoryRenderQueueOptions = {}) {
    this.#now = options.now ?? Date.now;
    this.#frames = new FrameCache(
      options.frameCacheBytes ?? limits.frameCacheBytes,
      options.frameTtlMs ?? limits.frameTtlMs,
    );
  }

  async offer(job: RenderJob): Promise<OfferOutcome> {
    this.#checkOpen();
    checkJob(job);
    const outcome = this.#board.offer(job, this.#now());
    this.#wakeSoon();
    return outcome;
  }

  async withdraw(roomId: string, slot: string): Promise<void> {
    this.#checkOpen();
    this.#board.withdraw(roomId, slot);
  }

  async claim(request: ClaimRequest): Promise<Lease[]> {
    this.#checkOpen();
    checkClaim(request);
    if (request.signal?.aborted) return [];
    const leases = this.#board.take(request, this.#now());
    return leases.length > 0 || request.waitMs === 0 ? leases : this.#sleep(request);
  }

  async renew(workerId: string, leaseIds: readonly string[], leaseMs: number): Promise<string[]> {
    this.#checkOpen();
    checkLeaseMs(leaseMs);
    return this.#board.renew(workerId, leaseIds, this.#now() + leaseMs);
  }

  async complete(lease: Lease, frame: Frame): Promise<boolean> {
    this.#checkOpen();
    checkFrame(lease, frame);
    const doneAtMs = this.#now();
    this.#frames.put(frame, doneAtMs);
    const { held, wanted } = this.#board.finish(lease);
    const { roomId, slot, hash, offeredAtMs } = lease.job;
    if (wanted) this.#announce({ kind: 'frame', roomId, slot, hash, offeredAtMs, doneAtMs });
    this.#wakeSoon();
    return held;
  }

  async fail(
    lease: Lease,
    failure: { readonly code: GiveUpCode; readonly message: string; readonly retry: boolean },
  ): Promise<void> {
    this.#checkOpen();
    this.#giveUp(lease, failure);
  }

  async reclaim(): Promise<number> {
    this.#checkOpen();
    const nowMs = this.#now();
    const lapsed = this.#board.leases((lease) => lease.expiresAtMs <= nowMs);
    for (const lease of lapsed) this.#giveUp(lease, leaseLapsed);
    return lapsed.length;
  }

  async store(frame: Frame): Promise<void> {
    this.#checkOpen();
    this.#frames.put(frame, this.#now());
  }

  async frame(hash: string): Promise<Frame | null> {
    this.#checkOpen();
    return this.#frames.get(hash, this.#now());
  }

  async onAnnouncement(listener: (announcement: Announcement) => void): Promise<() => Promise<void>> {
    this.#checkOpen();
    const remove = this.#listeners.add({ announcement: listener });
    return async () => remove();
  }

  async heartbeat(status: WorkerStatus, ttlMs: number): Promise<void> {
    this.#checkOpen();
    checkLeaseMs(ttlMs, 'ttlMs');
    this.#workers.set(status.workerId, { status, untilMs: this.#now() + ttlMs });
  }

  async retire(workerId: string): Promise<void> {
    this.#checkOpen();
    this.#workers.delete(workerId);
    for (const lease of this.#board.leases((_, holder) => holder === workerId)) {
      this.#giveUp(lease, leaseLapsed);
    }
  }

  async stats(): Promise<QueueStats> {
    this.#checkOpen();
    const nowMs = this.#now();
    for (const [workerId, { untilMs }] of this.#workers) {
      if (untilMs <= nowMs) this.#workers.delete(workerId);
    }
    const { pending, running, oldestSinceMs } = this.#board.counts();
    return {
      pending,
      running,
      oldestJobAgeMs: oldestSinceMs === null ? 0 : Math.max(0, nowMs - oldestSinceMs),
      workers: [...this.#workers.values()].map(({ status }) => status),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    for (const sleeper of [...this.#sleepers]) sleeper.refuse(closedError());
  }

  #sleep(request: ClaimRequest): Promise<Lease[]> {
    return new Promise((resolve, reject) => {
      const rest = () => {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', end);
        this.#sleepers.delete(sleeper);
      };
      const sleeper: Sleeper = {
        request,
        wake(leases) {
          rest();
          resolve(leases);
        },
        refuse(error) {
          rest();
          reject(error);
        },
      };
      const end = () => sleeper.wake([]);
      const timer = setTimeout(end, request.waitMs);
      request.signal?.addEventListener('abort', end, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /** In a microtask, so that jobs which are offered together are claimed together. */
  #wakeSoon(): void {
    if (this.#waking || this.#sleepers.size === 0) return;
    this.#waking = true;
    queueMicrotask(() => {
      this.#waking = false;
      for (const sleeper of [...this.#sleepers]) {
        const leases = this.#board.take(sleeper.request, this.#now());
        if (leases.length > 0) sleeper.wake(leases);
      }
    });
  }

  #giveUp(lease: Lease, failure: { code: GiveUpCode; message: string; retry: boolean }): void {
    const announcement = this.#board.giveUp(lease, failure, this.#now());
    if (announcement) this.#announce(announcement);
    this.#wakeSoon();
  }

  #announce(announcement: Announcement): void {
    this.#listeners.each((listener) => listener.announcement(announcement));
  }

  #checkOpen(): void {
    if (this.#closed) throw closedError();
  }
}

const leaseLapsed = {
  code: 'render-failed',
  message: 'No worker finished this picture.',
  retry: true,
} as const;

const closedError = () => new QueueError('closed', 'the render queue was closed');
