/**
 * Listeners that are called apart from each other and from whoever speaks: each call is its own microtask, in
 * the order of `each`. What a listener throws is an uncaught exception, and never keeps another from hearing.
 */
export class Listeners<L> {
  readonly #entries = new Set<{ readonly listener: L }>();

  get size(): number {
    return this.#entries.size;
  }

  /** Adds a listener; answers a function that removes it, after which it is not called again. */
  add(listener: L): () => void {
    const entry = { listener };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  /** Runs `call` for every listener that is here now and still is when its turn comes. */
  each(call: (listener: L) => void): void {
    for (const entry of this.#entries) {
      queueMicrotask(() => {
        if (this.#entries.has(entry)) call(entry.listener);
      });
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
