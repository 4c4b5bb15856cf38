import type { Renderer } from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

export interface RendererWatchOptions {
  readonly queue: Pick<RenderQueue, 'stats' | 'reclaim'>;
  /** What people are told has changed. */
  readonly changed: (renderer: Renderer) => void;
  /** A worker has come, or has a pack that none had: pictures that failed may succeed. */
  readonly workerCame: () => void;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly everyMs?: number;
}

/** Looks at what draws every two seconds, and takes jobs back from workers that were lost. */
export class RendererWatch {
  readonly #options: RendererWatchOptions;
  readonly #timer: NodeJS.Timeout;
  #renderer: Renderer = { workers: [], pending: 0, queueOk: true };
  #looking = false;

  constructor(options: RendererWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), options.everyMs ?? 2_000);
    this.#timer.unref();
  }

  get renderer(): Renderer {
    return this.#renderer;
  }

  /** Look now. Never rejects: a queue that fails is what is seen. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const before = this.#renderer;
    try {
      this.#renderer = await this.#read();
    } catch (error) {
      if (before.queueOk) this.#options.log.warn({ err: error }, 'the render queue cannot be reached');
      this.#renderer = { ...before, queueOk: false };
    } finally {
      this.#looking = false;
    }
    if (JSON.stringify(before) !== JSON.stringify(this.#renderer)) this.#options.changed(this.#renderer);
    const known = new Set(before.workers.flatMap(abilities));
    if (this.#renderer.workers.flatMap(abilities).some((ability) => !known.has(ability))) {
      this.#options.workerCame();
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #read(): Promise<Renderer> {
    const { queue, metrics, log } = this.#options;
    const reclaimed = await queue.reclaim();
    if (reclaimed > 0) log.warn({ jobs: reclaimed }, 'jobs were taken back from a worker that was lost');
    const { pending, running, oldestJobAgeMs, workers } = await queue.stats();
    metrics.queueJobs.set({ state: 'pending' }, pending);
    metrics.queueJobs.set({ state: 'running' }, running);
    metrics.queueOldestMs.set(oldestJobAgeMs);
    metrics.workers.set(workers.length);
    return { workers: [...workers], pending, queueOk: true };
  }
}

const abilities = (worker: Renderer['workers'][number]): string[] =>
  [worker.startedAtMs, ...worker.packIds].map((ability) => `${worker.workerId} ${ability}`);
