/**
 * How far the server's clock is ahead of this one's. Every message that tells the server's time was under way for
 * a while, so each makes the server look behind by as much; the sample that makes it look least behind was the
 * quickest, and is the best.
 */
export class ServerClock {
  #offsetMs: number | null = null;

  /** Add to this machine's time to have the server's. */
  get offsetMs(): number {
    return this.#offsetMs ?? 0;
  }

  /** The server said `serverTimeMs`, and it is `nowMs` here. */
  sample(serverTimeMs: number, nowMs = Date.now()): void {
    this.#offsetMs = Math.max(serverTimeMs - nowMs, this.#offsetMs ?? Number.NEGATIVE_INFINITY);
  }

  /** Another connection, perhaps to another server, perhaps after a night's sleep: what was known is stale. */
  restart(): void {
    this.#offsetMs = null;
  }
}
