import type { Change } from './change-journal.js';
import type { ChangeOwner, ChangeShelf, LeftBehind, OpenChangeShelf } from './change-shelf.js';

/** Most changes are saved by then, and never touch the shelf. */
const patienceMs = 200;

export interface ChangeKeeperParts {
  /** Null: nothing is kept. */
  readonly open: OpenChangeShelf | null;
  /** What is not saved at present. */
  readonly changes: () => readonly Change[];
  /** An earlier page left these: they are among `changes` from now on. */
  readonly adopted: (left: LeftBehind) => void;
  /** `keeping` differs. */
  readonly changed: () => void;
}

/** Keeps what is not saved on a shelf that outlives the page, and brings back what earlier pages left there. */
export class ChangeKeeper {
  readonly #parts: ChangeKeeperParts;
  #shelf: ChangeShelf | null = null;
  #owner: ChangeOwner | null = null;
  #failed = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(parts: ChangeKeeperParts) {
    this.#parts = parts;
  }

  /** What is not saved would outlive this page. */
  get keeping(): boolean {
    return this.#shelf !== null && !this.#failed;
  }

  /** The server has said whose changes these are: open the shelf, or look once more for what was left on it. */
  async identify(owner: ChangeOwner): Promise<void> {
    const { open, adopted, changed } = this.#parts;
    if (!open) return;
    let shelf = this.#shelf;
    if (owner.memberId !== this.#owner?.memberId) {
      this.#owner = owner;
      this.#shelf = null;
      shelf?.close();
      // Not to be had is nothing to report: `keeping` says so to whoever warns of a closing page.
      shelf = await open(owner).catch(() => null);
    }
    const left = await shelf?.adopt().catch(() => null);
    if (!shelf || this.#closed || this.#owner?.memberId !== owner.memberId) {
      shelf?.close();
      return;
    }
    this.#shelf = shelf;
    this.#failed = left === null;
    if (left && left.changes.length + left.unreadable > 0) adopted(left);
    changed();
  }

  /** What is not saved may differ. */
  touch(): void {
    if (this.#shelf && !this.#closed) this.#timer ??= setTimeout(() => this.flush(), patienceMs);
  }

  /** Keep it now: the page may be about to go. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#shelf?.keep(this.#parts.changes()).then(
      () => this.#outcome(false),
      () => this.#outcome(true),
    );
  }

  /** Nobody will ever come back for what this member left. */
  discard(): void {
    this.#shelf?.discard().catch(() => this.#outcome(true));
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#shelf?.close();
    this.#shelf = null;
  }

  #outcome(failed: boolean): void {
    if (failed === this.#failed || this.#closed) return;
    this.#failed = failed;
    this.#parts.changed();
  }
}
