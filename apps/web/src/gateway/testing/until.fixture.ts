/** Something that happened once, or will. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  fire(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves when `done` is true, looked at now and whenever this fires; rejects after `timeoutMs`. */
  async until(done: () => boolean, what = 'what was awaited', timeoutMs = 8_000): Promise<void> {
    if (done()) return;
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = () => {
        if (!done()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${what} did not happen in ${timeoutMs} ms`));
      }, timeoutMs);
      this.#listeners.add(look);
    });
  }
}

/** Resolves when `done` is true, looked at every few milliseconds: for what tells nobody that it happens. */
export async function eventually(
  done: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 8_000,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await done())) {
    if (Date.now() > endMs) throw new Error(`${what} did not happen in ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
