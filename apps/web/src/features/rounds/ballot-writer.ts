import { type Ballot, ToileError } from '@toile/protocol';

export interface BallotWriterEvents {
  /** `draft` or `waiting` is another. */
  changed(): void;
  /** A ballot was refused for good; it is no longer the draft. */
  refused(error: unknown): void;
}

/** How long a ballot that could not be sent waits before it is sent again. */
const retryMs = 2_000;

/**
 * Sends a ballot with every tap: one on its way at a time, then the newest. What could not be sent, because the
 * connection is away, stays the draft and is sent again; what the server refuses is dropped, and said.
 */
export class BallotWriter {
  readonly #cast: (ballot: Ballot | null) => Promise<void>;
  readonly #events: BallotWriterEvents;
  #draft: { readonly ballot: Ballot | null } | null = null;
  #sending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #waiting = false;
  #closed = false;

  constructor(cast: (ballot: Ballot | null) => Promise<void>, events: BallotWriterEvents) {
    this.#cast = cast;
    this.#events = events;
  }

  /** What the server has not confirmed yet; null where it has everything. */
  get draft(): { readonly ballot: Ballot | null } | null {
    return this.#draft;
  }

  /** The last attempt failed, and the draft waits for the next. */
  get waiting(): boolean {
    return this.#waiting;
  }

  write(ballot: Ballot | null): void {
    this.#draft = { ballot };
    this.#events.changed();
    void this.#send();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#closed) return;
    clearTimeout(this.#retry);
    this.#sending = true;
    while (this.#draft && !this.#closed) {
      const sent = this.#draft;
      try {
        await this.#cast(sent.ballot);
        this.#waiting = false;
        if (this.#draft === sent) this.#draft = null;
      } catch (error) {
        if (error instanceof ToileError && error.retryable) {
          this.#waiting = true;
          this.#retry = setTimeout(() => void this.#send(), retryMs);
          break;
        }
        this.#waiting = false;
        this.#draft = null;
        if (!this.#closed) this.#events.refused(error);
      }
    }
    this.#sending = false;
    if (!this.#closed) this.#events.changed();
  }
}
