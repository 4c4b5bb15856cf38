/** Who wants to hear of one thing. */
export class Listeners {
  readonly #all = new Set<() => void>();

  /** Answers the function that takes `listener` off again. Adding one twice calls it once. */
  add(listener: () => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  }

  get size(): number {
    return this.#all.size;
  }

  notify(): void {
    for (const listener of [...this.#all]) listener();
  }

  clear(): void {
    this.#all.clear();
  }
}
