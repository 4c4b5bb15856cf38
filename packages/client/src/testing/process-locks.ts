import type { PageLocks } from '../browser-shelf.js';

/** Web Locks within one process: exclusive, first come first served, as browsers share them between tabs. */
export class ProcessLocks implements PageLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  async request(
    name: string,
    { ifAvailable = false }: { ifAvailable?: boolean },
    run: (lock: unknown) => Promise<void>,
  ): Promise<unknown> {
    if (ifAvailable && this.#held.has(name)) return await run(null);
    while (this.#held.has(name)) await this.#held.get(name);
    const done = Promise.resolve(run({ name })).finally(() => this.#held.delete(name));
    this.#held.set(name, done);
    return await done;
  }
}
