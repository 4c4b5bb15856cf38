/** Something that is started by whoever needs it first; when that fails, by the next. */
export class StartOnce {
  #started: Promise<unknown> | null = null;

  async start(begin: () => Promise<unknown>): Promise<void> {
    this.#started ??= begin();
    const attempt = this.#started;
    try {
      await attempt;
    } catch (error) {
      if (this.#started === attempt) this.#started = null;
      throw error;
    }
  }
}
