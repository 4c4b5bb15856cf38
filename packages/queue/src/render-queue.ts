import type { Announcement, Frame, Lease, RenderJob, WorkerStatus } from '@toile/protocol';

/**
 * What became of an offered job.
 * - `queued`: the place had nothing pending. `replaced`: an older pending recipe of the place was dropped.
 * - `waiting` / `running`: the same recipe is pending / being drawn for that place already.
 * - `full`: the room's background lane is full (`limits.backgroundJobsPerRoom`); the job was not taken.
 */
export type OfferOutcome = 'queued' | 'replaced' | 'waiting' | 'running' | 'full';

export interface ClaimRequest {
  readonly workerId: string;
  /** Packs that this worker can draw; a job that names another is left for others. */
  readonly packIds: readonly string[];
  readonly maxBatch: number;
  readonly leaseMs: number;
  /** How long to wait for a first job, in ms, when none is ready. Jobs that are ready are never waited for. */
  readonly waitMs: number;
  /** Ends the wait: the claim answers `[]`, or whatever it was granted in that very moment. */
  readonly signal?: AbortSignal;
}

export interface QueueStats {
  readonly pending: number;
  readonly running: number;
  /** How long the place that waits longest has waited, in ms; 0 when none does. Newer recipes do not reset it. */
  readonly oldestJobAgeMs: number;
  /** Workers whose heartbeat has not lapsed. */
  readonly workers: readonly WorkerStatus[];
}

/**
 * The render queue, frame store and frame announcements.
 *
 * Latest wins for each place (roomId, slot): at most one running and one pending job. Claims go round-robin
 * over rooms, the live lane before the background lane. Nothing in here is durable: losing it loses time only.
 *
 * Every method rejects with `QueueError` when the queue cannot be reached.
 */
export interface RenderQueue {
  readonly kind: 'memory' | 'redis';
  offer(job: RenderJob): Promise<OfferOutcome>;
  /** Withdraw whatever is pending for a place (a deleted design, a room that everyone left). */
  withdraw(roomId: string, slot: string): Promise<void>;
  claim(request: ClaimRequest): Promise<Lease[]>;
  /** Prolong leases to `leaseMs` from now; answers the ids that the worker still holds. */
  renew(workerId: string, leaseIds: readonly string[], leaseMs: number): Promise<string[]>;
  /**
   * Store the frame by its hash with `limits.frameTtlMs`, free the place and announce. False when the lease was
   * lost: the frame is stored all the same. Throws RangeError when the frame is not of the job's hash.
   */
  complete(lease: Lease, frame: Frame): Promise<boolean>;
  /** Give a job up: requeued while attempts are left and `retry`, announced as failed otherwise. */
  fail(
    lease: Lease,
    failure: {
      readonly code: 'render-failed' | 'pack-unknown';
      readonly message: string;
      readonly retry: boolean;
    },
  ): Promise<void>;
  /** Take jobs back from workers whose lease ran out. Answers how many. Safe to call from any number of processes. */
  reclaim(): Promise<number>;
  /**
   * Keep bytes by their hash that no job has made, as long as a frame is kept: what a task works on. Nothing is
   * announced. Storing again begins the time anew.
   */
  store(frame: Frame): Promise<void>;
  frame(hash: string): Promise<Frame | null>;
  /**
   * Every announcement from now on. Answers a function that ends it. At most once: `gap` is called when some
   * may have been missed (the connection was lost and is back), so that frames can be looked for again.
   */
  onAnnouncement(
    listener: (announcement: Announcement) => void,
    gap?: () => void,
  ): Promise<() => Promise<void>>;
  /** Report a worker alive for `ttlMs`. */
  heartbeat(status: WorkerStatus, ttlMs: number): Promise<void>;
  /** Forget a worker and take back at once whatever it holds. */
  retire(workerId: string): Promise<void>;
  stats(): Promise<QueueStats>;
  close(): Promise<void>;
}

/** The queue could not be reached (`unreachable`), was closed here, or held something impossible (`corrupt`). */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly code: 'unreachable' | 'closed' | 'corrupt';

  constructor(code: 'unreachable' | 'closed' | 'corrupt', message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
