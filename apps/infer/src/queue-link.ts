import { setTimeout as sleep } from 'node:timers/promises';
import { QueueError } from '@toile/queue';
import type { Logger } from 'pino';

export interface QueueLinkOptions {
  /** The first pause after a failure, and the longest; each pause is twice the one before. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
}

/** The outcome of a call that may have met an unreachable queue. */
export type Attempt<T> = { readonly reached: true; readonly value: T } | { readonly reached: false };

/**
 * Calls to the queue through its outages: a QueueError is swallowed here, and said once when an outage begins
 * and once when it ends. Anything else is a mistake in this program and is thrown on.
 */
export class QueueLink {
  readonly #log: Logger;
  readonly #firstPauseMs: number;
  readonly #longestPauseMs: number;
  #awaySince: number | null = null;
  #pauseMs: number;

  constructor(log: Logger, { firstPauseMs = 100, longestPauseMs = 2_000 }: QueueLinkOptions = {}) {
    this.#log = log;
    this.#firstPauseMs = firstPauseMs;
    this.#longestPauseMs = longestPauseMs;
    this.#pauseMs = firstPauseMs;
  }

  /** Whether the last call reached the queue. */
  get up(): boolean {
    return this.#awaySince === null;
  }

  /** One call, once. */
  async once<T>(call: () => Promise<T>): Promise<Attempt<T>> {
    try {
      const value = await call();
      this.#reached();
      return { reached: true, value };
    } catch (error) {
      if (!(error instanceof QueueError)) throw error;
      this.#missed(error);
      return { reached: false };
    }
  }

  /** One call, again after each failure with a pause, until it succeeds, `patienceMs` have passed or `signal` aborts. */
  async patiently<T>(
    call: () => Promise<T>,
    { patienceMs = Infinity, signal }: { patienceMs?: number; signal?: AbortSignal } = {},
  ): Promise<Attempt<T>> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const attempt = await this.once(call);
      if (attempt.reached || signal?.aborted || performance.now() >= deadline) return attempt;
      await this.pause(signal);
    }
  }

  /** Waits as long as the outage suggests: doubling, half of it random so that a fleet does not return as one. */
  async pause(signal?: AbortSignal): Promise<void> {
    const pauseMs = this.#pauseMs * (0.5 + Math.random() / 2);
    this.#pauseMs = Math.min(this.#longestPauseMs, this.#pauseMs * 2);
    await sleep(pauseMs, undefined, signal ? { signal } : {}).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  }

  #reached(): void {
    if (this.#awaySince === null) return;
    this.#log.info({ awayMs: Math.round(performance.now() - this.#awaySince) }, 'the render queue is back');
    this.#awaySince = null;
    this.#pauseMs = this.#firstPauseMs;
  }

  #missed(error: QueueError): void {
    if (this.#awaySince !== null) return;
    this.#awaySince = performance.now();
    this.#log.warn(
      { code: error.code, reason: error.message },
      'the render queue cannot be used; trying again until it can',
    );
  }
}
