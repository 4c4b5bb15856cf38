/** Edits by their numbers: those after `after`, up to and with `upTo`. */
export interface EditRange {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Knows which local edits the server has committed.
 *
 * The server acknowledges by count: "so many of this connection's content messages are in the store". Every
 * content message that the client sends holds all edits made so far that the server may lack (see
 * doc-connection.ts), so the last acknowledged message tells up to which edit all is safe. A fresh
 * connection starts counting at 0; what is not acknowledged by then stays unsaved until it is sent again.
 */
export class SaveCounter {
  #edits = 0;
  #savedEdits = 0;
  #sentMessages = 0;
  #heard = false;
  /** For each message in flight: its number in this connection and the last edit that it holds. */
  #inFlight: { readonly message: number; readonly edits: number }[] = [];

  /** Local edits so far. */
  get edits(): number {
    return this.#edits;
  }

  /** Of those, the first so many are committed. */
  get savedEdits(): number {
    return this.#savedEdits;
  }

  get pending(): boolean {
    return this.#savedEdits < this.#edits;
  }

  /** The server has committed a message of this connection, and with it all that came before. */
  get heard(): boolean {
    return this.#heard;
  }

  /** The edits that message `message` of this connection brought; null: those of all messages in flight. */
  broughtBy(message: number | null): EditRange {
    const at = this.#inFlight.findIndex((sent) => sent.message === message);
    const after = this.#inFlight[at - 1]?.edits ?? this.#savedEdits;
    return { after, upTo: this.#inFlight.at(at)?.edits ?? this.#savedEdits };
  }

  edited(): void {
    this.#edits += 1;
  }

  /** A new connection stands: nothing has been sent on it. */
  connected(): void {
    this.#sentMessages = 0;
    this.#heard = false;
    this.#inFlight = [];
  }

  /** A content message went out that holds every edit so far. */
  sent(): void {
    this.#sentMessages += 1;
    this.#inFlight.push({ message: this.#sentMessages, edits: this.#edits });
  }

  /** The server has committed the first `count` content messages of this connection. */
  acknowledged(count: number): void {
    this.#heard ||= count > 0;
    const open = this.#inFlight.findIndex(({ message }) => message > count);
    const done = this.#inFlight.splice(0, open === -1 ? this.#inFlight.length : open).at(-1);
    if (done) this.#savedEdits = Math.max(this.#savedEdits, done.edits);
  }
}
