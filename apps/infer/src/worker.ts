import { type Frame, isPictureLease, isTaskLease, type Lease, limits, type TaskLease } from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import type { Logger } from 'pino';
import { answerTask } from './answer-task.js';
import type { ClipDesk } from './clip/clip-desk.js';
import { type DrawOutcome, drawLeases, type GivenUp } from './draw-leases.js';
import { type EncodedFrame, encodeFrame } from './encode/encode-frame.js';
import { InferenceError } from './inference/inference-error.js';
import type { InferenceThread } from './inference/inference-thread.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { Pack } from './pack/pack.js';
import type { QueueLink } from './queue-link.js';
import type { WorkerMetrics } from './worker-metrics.js';

export interface WorkerOptions {
  readonly queue: RenderQueue;
  readonly link: QueueLink;
  readonly thread: InferenceThread;
  readonly clips: ClipDesk;
  /** By id; at least one. */
  readonly packs: ReadonlyMap<string, Pack>;
  readonly workerId: string;
  readonly maxBatch: number;
  readonly threads: number;
  /** The provider that runs the first pack. */
  readonly provider: string;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
  readonly leaseMs?: number;
  /** The inference thread hangs; only ending the process helps. */
  readonly onHang: () => void;
}

const HEARTBEAT_MS = 1_000;
const HEARTBEAT_TTL_MS = 3_000;
const CLAIM_WAIT_MS = 2_000;
const LONGEST_HOLD_MS = 60_000;
/** Pictures of a batch encoded at once: one in libvips' threads while another is enlarged here. */
const ENCODERS = 2;

/** Claims, draws, encodes and hands over, until told to stop. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #leaseMs: number;
  readonly #keeper: LeaseKeeper;
  readonly #stopping = new AbortController();
  readonly #startedAtMs = Date.now();
  readonly #timers: NodeJS.Timeout[] = [];
  #framesDrawn = 0;
  /** Tasks, one after the other: pictures go on being drawn between their parts. */
  #tasks: Promise<void> = Promise.resolve();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? limits.leaseMs;
    const { queue, link, workerId } = options;
    const keeping = { workerId, leaseMs: this.#leaseMs, longestHoldMs: LONGEST_HOLD_MS };
    this.#keeper = new LeaseKeeper(queue, link, keeping);
  }

  get framesDrawn(): number {
    return this.#framesDrawn;
  }

  /** Claims no more. `run` resolves when what is claimed is finished. */
  stop(): void {
    this.#stopping.abort();
  }

  /**
   * Works until `stop`. The next claim and its drawing go on while the pictures before are encoded, one batch
   * ahead at most. Rejects when something fails that is neither the queue nor the inference thread.
   */
  async run(): Promise<void> {
    const { queue, link, workerId } = this.#options;
    await this.#beat();
    this.#timers.push(
      setInterval(() => void this.#beat(), HEARTBEAT_MS),
      setInterval(() => void link.once(() => queue.reclaim()), this.#leaseMs / 2),
    );
    try {
      await this.#work();
      await link.once(() => queue.retire(workerId));
    } finally {
      this.#keeper.stop();
      for (const timer of this.#timers) clearInterval(timer);
    }
  }

  async #work(): Promise<void> {
    const { packs, thread, metrics } = this.#options;
    let encoding: Promise<void> = Promise.resolve();
    while (!this.#stopping.signal.aborted) {
      const leases = await this.#claim();
      if (leases.length === 0) continue;
      this.#keeper.hold(leases);
      for (const lease of leases.filter(isTaskLease)) {
        this.#tasks = this.#tasks.then(() => this.#answer(lease));
        // Seen again where it is awaited: this only ends the wait for the next claim.
        this.#tasks.catch(() => this.stop());
      }
      const pictures = leases.filter(isPictureLease);
      if (pictures.length === 0) continue;
      metrics.batchSize.observe(pictures.length);
      for await (const outcomes of drawLeases(pictures, packs, thread)) {
        metrics.threadStarts.set(thread.starts);
        await encoding;
        encoding = this.#finish(outcomes);
        // Seen again where it is awaited: this only ends the wait for the next claim.
        encoding.catch(() => this.stop());
      }
    }
    await Promise.all([encoding, this.#tasks]);
  }

  async #claim(): Promise<Lease[]> {
    const { queue, link, packs, workerId, maxBatch } = this.#options;
    const { signal } = this.#stopping;
    const request = {
      workerId,
      packIds: [...packs.keys()],
      maxBatch,
      leaseMs: this.#leaseMs,
      waitMs: CLAIM_WAIT_MS,
      signal,
    };
    const claimed = await link.once(() => queue.claim(request));
    if (claimed.reached) return claimed.value;
    await link.pause(signal);
    return [];
  }

  /** Encodes and hands over a drawn batch. */
  async #finish(outcomes: readonly DrawOutcome[]): Promise<void> {
    const waiting = [...outcomes];
    const encodeWaiting = async () => {
      for (let outcome = waiting.shift(); outcome; outcome = waiting.shift()) {
        if (outcome.kind === 'drawn') await this.#encode(outcome);
        else await this.#fail(outcome);
        this.#keeper.letGo(outcome.lease);
      }
    };
    await Promise.all(Array.from({ length: ENCODERS }, encodeWaiting));
    const hangs = (outcome: DrawOutcome) => outcome.kind === 'failed' && isHang(outcome.error);
    if (outcomes.some(hangs)) this.#options.onHang();
  }

  async #encode(drawn: DrawOutcome & { kind: 'drawn' }): Promise<void> {
    const { lease, rgb, sidePx } = drawn;
    let encoded: EncodedFrame;
    try {
      encoded = await encodeFrame(rgb, sidePx, lease.job.recipe.output);
    } catch (error) {
      const message = 'The renderer failed while encoding this picture.';
      await this.#fail({ kind: 'failed', lease, code: 'render-failed', message, retry: true, error });
      return;
    }
    await this.#complete(drawn, encoded);
  }

  async #complete(drawn: DrawOutcome & { kind: 'drawn' }, encoded: EncodedFrame): Promise<void> {
    const { queue, link, metrics } = this.#options;
    const { lease, provider, batch, inferenceMs } = drawn;
    const { hash, recipe } = lease.job;
    const { tier } = recipe.output;
    const { bytes, ...about } = encoded;
    const frame: Frame = { meta: { hash, tier, inferenceMs, batch, provider, ...about }, bytes };
    metrics.inferenceSeconds.observe(inferenceMs / 1_000);
    metrics.encodeSeconds.observe(about.encodeMs / 1_000);
    const handed = await link.patiently(() => queue.complete(lease, frame), { patienceMs: this.#leaseMs });
    if (!handed.reached) return;
    this.#framesDrawn++;
    metrics.frames.inc({ provider, tier });
  }

  async #answer(lease: TaskLease): Promise<void> {
    const { queue, link, packs, thread, clips, provider, onHang } = this.#options;
    const outcome = await answerTask(lease, { packs, thread, clips, kept: (hash) => this.#kept(hash) });
    if (outcome.kind === 'answered') {
      const { answer, inferenceMs } = outcome;
      const { hash } = lease.job;
      const about = { tier: 'final', inferenceMs, encodeMs: 0, batch: 1, provider } as const;
      const meta = { hash, mime: 'application/json', widthPx: 0, heightPx: 0, ...about } as const;
      const bytes = new TextEncoder().encode(JSON.stringify(answer));
      await link.patiently(() => queue.complete(lease, { meta, bytes }), { patienceMs: this.#leaseMs });
    } else await this.#fail(outcome);
    this.#keeper.letGo(lease);
    if (outcome.kind === 'failed' && isHang(outcome.error)) onHang();
  }

  /** Null too while the queue cannot be reached: the lease is lost then, and the task comes again. */
  async #kept(hash: string): Promise<Uint8Array | null> {
    const { queue, link } = this.#options;
    const found = await link.once(() => queue.frame(hash));
    return found.reached ? (found.value?.bytes ?? null) : null;
  }

  async #fail(failed: GivenUp): Promise<void> {
    const { queue, link, metrics, log } = this.#options;
    const { lease, code, message, retry, error } = failed;
    const { roomId, slot, hash } = lease.job;
    const job = { roomId, slot, hash, attempt: lease.attempt };
    if (error) log.error({ ...job, err: error }, 'a job was not done');
    else log.warn({ ...job, code, reason: message }, 'a job was refused');
    metrics.failures.inc({ code, retry: String(retry) });
    const failure = { code, message, retry };
    await link.patiently(() => queue.fail(lease, failure), { patienceMs: this.#leaseMs });
  }

  async #beat(): Promise<void> {
    const { queue, link, packs, workerId, provider, threads, metrics } = this.#options;
    const status = {
      workerId,
      provider,
      threads,
      packIds: [...packs.keys()],
      startedAtMs: this.#startedAtMs,
      framesDrawn: this.#framesDrawn,
    };
    await link.once(() => queue.heartbeat(status, HEARTBEAT_TTL_MS));
    metrics.queueUp.set(link.up ? 1 : 0);
  }
}

const isHang = (error: unknown): boolean => error instanceof InferenceError && error.code === 'timed-out';
