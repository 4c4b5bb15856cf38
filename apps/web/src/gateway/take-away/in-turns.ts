import { ToileError } from '@toile/protocol';

/** Work that is heavy for this process: a few at once, the others in the order in which they came. */
export class InTurns {
  readonly #waiting: (() => void)[] = [];
  readonly #longestLine: number;
  #free: number;

  constructor({ atOnce, longestLine }: { atOnce: number; longestLine: number }) {
    this.#free = atOnce;
    this.#longestLine = longestLine;
  }

  /** Run `work` when it is its turn. Rejects as it does; with `rate-limited` where the line is full. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else if (this.#waiting.length >= this.#longestLine) throw new ToileError('rate-limited');
    else await new Promise<void>((turn) => this.#waiting.push(turn));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
