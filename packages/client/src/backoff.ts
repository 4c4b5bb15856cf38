const firstMs = 300;
const longestMs = 10_000;

/**
 * How long to wait before attempt `attempt` (0 is the first after a loss), in ms: doubling from 300 ms to
 * 10 s, of which the half is left to chance, so that a room full of people does not return in one instant.
 * `random` is in 0..1.
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const fullMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 16));
  return fullMs * (0.5 + random / 2);
}

/** One attempt after another, until `reset`. At most one waits at any time. */
export class Backoff {
  readonly #retry: () => void;
  readonly #changed: () => void;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dueAtMs = 0;

  /** `changed` hears when an attempt begins to wait, and when none waits any longer. */
  constructor(retry: () => void, changed: () => void = () => undefined) {
    this.#retry = retry;
    this.#changed = changed;
  }

  get waiting(): boolean {
    return this.#timer !== null;
  }

  /** When the waiting attempt is due, as `Date.now()` counts; null where none waits. */
  get dueAtMs(): number | null {
    return this.waiting ? this.#dueAtMs : null;
  }

  /** Wait for the next attempt's turn, then retry. */
  schedule(): void {
    if (this.#timer !== null) return;
    const delayMs = reconnectDelayMs(this.#attempt, Math.random());
    this.#attempt += 1;
    this.#dueAtMs = Date.now() + delayMs;
    this.#timer = setTimeout(() => this.#run(), delayMs);
    this.#changed();
  }

  /** Do not wait any longer where an attempt is waiting. */
  hurry(): void {
    if (this.#timer !== null) this.#run();
  }

  /** It worked: the next loss starts with a short wait again. */
  reset(): void {
    this.cancel();
    this.#attempt = 0;
  }

  cancel(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#changed();
  }

  #run(): void {
    this.cancel();
    this.#retry();
  }
}
