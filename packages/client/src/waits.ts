import type { ToileError } from '@toile/protocol';

interface Wait {
  check(): void;
  fail(error: unknown): void;
}

/** Promises that settle when something has become true. Whoever changes what they watch calls `poke`. */
export class Waits {
  readonly #open = new Set<Wait>();

  /**
   * Resolves with the first answer of `answerNow` that is not undefined; rejects where it throws, or with
   * `late()` after `timeoutMs`. It is asked at once and after every `poke`.
   */
  until<T>(answerNow: () => T | undefined, timeoutMs: number, late: () => ToileError): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        this.#open.delete(wait);
        finish();
      };
      const wait: Wait = {
        check: () => {
          try {
            const answer = answerNow();
            if (answer !== undefined) settle(() => resolve(answer));
          } catch (error) {
            wait.fail(error);
          }
        },
        fail: (error) => settle(() => reject(error)),
      };
      const timer = setTimeout(() => wait.fail(late()), timeoutMs);
      this.#open.add(wait);
      wait.check();
    });
  }

  poke(): void {
    for (const wait of [...this.#open]) wait.check();
  }

  /** Every open promise rejects with `error`. */
  failAll(error: unknown): void {
    for (const wait of [...this.#open]) wait.fail(error);
  }
}
