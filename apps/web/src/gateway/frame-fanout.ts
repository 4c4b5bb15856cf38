import type { FrameEvent } from '@toile/protocol';
import type { Metrics } from './metrics.js';
import type { ShownFrame } from './render-director.js';

/** A recipient that does not say in this time that it took a frame is let go, in ms. */
const acknowledgeMs = 10_000;

export interface FrameLaneOptions {
  /** Send one frame; resolves when the recipient has taken it, rejects when it did not in `timeoutMs`. */
  send(event: FrameEvent, bytes: Uint8Array, timeoutMs: number): Promise<void>;
  isCurrent(designId: string, hash: string): boolean;
  /** The recipient did not take a frame in time. */
  stalled(): void;
  readonly metrics: Metrics;
  readonly acknowledgeMs?: number;
}

/**
 * The frames on their way to one recipient: one in flight, and of each design only the newest. Designs take
 * turns; those that follow a hand go before those that were there already.
 */
export class FrameLane {
  readonly #options: FrameLaneOptions;
  readonly #fresh = new Map<string, ShownFrame>();
  readonly #backlog = new Map<string, ShownFrame>();
  #state: 'idle' | 'sending' | 'closed' = 'idle';

  constructor(options: FrameLaneOptions) {
    this.#options = options;
  }

  /** A newer frame of a design takes the place in the line that the older one had. */
  push(shown: ShownFrame, fresh: boolean): void {
    if (this.#state === 'closed') return;
    const { designId } = shown;
    if (this.#fresh.has(designId) || this.#backlog.has(designId)) this.#options.metrics.framesSkipped.inc();
    if (fresh || this.#fresh.has(designId)) {
      this.#backlog.delete(designId);
      this.#fresh.set(designId, shown);
    } else {
      this.#backlog.set(designId, shown);
    }
    if (this.#state === 'idle') void this.#drain();
  }

  close(): void {
    this.#state = 'closed';
    this.#fresh.clear();
    this.#backlog.clear();
  }

  async #drain(): Promise<void> {
    this.#state = 'sending';
    for (let shown = this.#next(); shown && this.#state === 'sending'; shown = this.#next()) {
      const { event, bytes } = this.#leaving(shown);
      try {
        await this.#options.send(event, bytes, this.#options.acknowledgeMs ?? acknowledgeMs);
      } catch {
        // Not an error of ours: the recipient sleeps or is gone, and gets everything anew when it is back.
        if (!this.#closed()) this.#options.stalled();
        return this.close();
      }
    }
    if (!this.#closed()) this.#state = 'idle';
  }

  #closed(): boolean {
    return this.#state === 'closed';
  }

  #next(): ShownFrame | undefined {
    const lane = this.#fresh.size > 0 ? this.#fresh : this.#backlog;
    const [shown] = lane.values();
    if (shown) lane.delete(shown.designId);
    return shown;
  }

  #leaving({ designId, frame, offeredAtMs, fromCache, refines }: ShownFrame): {
    event: FrameEvent;
    bytes: Uint8Array;
  } {
    const { metrics } = this.#options;
    const current = this.#options.isCurrent(designId, frame.meta.hash);
    const latencyMs = fromCache ? 0 : Math.max(0, Date.now() - offeredAtMs);
    metrics.framesSent.inc();
    // A gesture has been answered by its preview.
    if (current && !fromCache && !refines) metrics.gestureMs.observe(latencyMs);
    return { event: { designId, meta: frame.meta, current, latencyMs }, bytes: frame.bytes };
  }
}
