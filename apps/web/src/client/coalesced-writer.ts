/** How writes are put off: `schedule` runs its argument on a later frame and answers how to cancel it. */
export interface Pace {
  nowMs: () => number;
  schedule: (run: () => void) => () => void;
}

const animationFrames: Pace = {
  nowMs: () => performance.now(),
  schedule: (run) => {
    const id = requestAnimationFrame(run);
    return () => cancelAnimationFrame(id);
  },
};

/** At most 30 writes a second: enough for a picture that follows the hand, half of what a screen paints. */
const minGapMs = 1000 / 30 - 2;

/**
 * Turns the many values of a drag into few writes: the first at once, later ones on animation frames at most
 * 30 times a second, always the newest; `flush` writes what waits, so the last value is never lost.
 */
export class CoalescedWriter<T> {
  readonly #write: (value: T) => void;
  readonly #pace: Pace;
  #waiting: { value: T } | null = null;
  #cancel: (() => void) | null = null;
  #wroteAtMs = Number.NEGATIVE_INFINITY;

  constructor(write: (value: T) => void, pace: Pace = animationFrames) {
    this.#write = write;
    this.#pace = pace;
  }

  push(value: T): void {
    this.#waiting = { value };
    if (this.#cancel === null) this.#tick();
  }

  /** Write what waits, now. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (!waiting) return;
    this.#wroteAtMs = this.#pace.nowMs();
    this.#write(waiting.value);
  }

  #tick(): void {
    this.#cancel = null;
    if (this.#waiting === null) return;
    if (this.#pace.nowMs() - this.#wroteAtMs >= minGapMs) this.flush();
    else this.#cancel = this.#pace.schedule(() => this.#tick());
  }
}
