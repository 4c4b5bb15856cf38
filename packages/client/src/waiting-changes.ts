import type { ErrorCode } from '@toile/protocol';
import { type Author, localOrigin, rehearse, writeAgain } from '@toile/room';
import type * as Y from 'yjs';
import { type Change, ChangeJournal, holds } from './change-journal.js';
import type { LeftBehind } from './change-shelf.js';
import { inPieces } from './in-pieces.js';
import type { EditRange, SaveCounter } from './save-counter.js';
import { type NameSources, type Unkept, unkeptOf } from './unkept.js';

/** One document with what it takes to write in it. */
export interface WaitingDoc {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager;
  readonly counter: SaveCounter;
  /** Send what was edited so far, as one message. */
  readonly flush: () => void;
}

export interface WaitingEvents {
  /** The count may differ. */
  changed(): void;
  /** These were given up: the room will not have them. */
  unkept(unkept: readonly Unkept[]): void;
  /** So many changes of earlier pages are in the document now. */
  broughtBack(count: number): void;
}

/**
 * The changes of this person that the server has not committed: those in the document, and those that have to be
 * written again because their document was given up. One that the room will not have is dropped alone, and said.
 */
export class WaitingChanges {
  readonly #journal: ChangeJournal;
  readonly #names: NameSources;
  readonly #told: WaitingEvents;
  /** To be written on the present document, oldest first. */
  #again: readonly Change[] = [];
  #suspects: ReadonlySet<string> = new Set();
  /** Of those, the ones that an earlier page left behind. */
  #adopted: ReadonlySet<string> = new Set();

  constructor(names: NameSources, told: WaitingEvents) {
    this.#names = names;
    this.#told = told;
    this.#journal = new ChangeJournal(told.changed);
  }

  get count(): number {
    return this.#journal.size + this.#again.length;
  }

  get all(): readonly Change[] {
    return [...this.#again, ...this.#journal.changes];
  }

  /** Some have to be written again first. */
  get interrupted(): boolean {
    return this.#again.length > 0;
  }

  /** Write down what is done to this document from now on. */
  follow({ doc, undo, counter }: WaitingDoc): void {
    this.#journal.follow(doc, undo, counter);
  }

  settle(counter: SaveCounter): void {
    this.#journal.settle(counter);
  }

  /**
   * The server refused `edits`, and the document is given up: everything that waits is to be written again. What
   * was refused is dropped where it is known, and else found out the next time.
   */
  refused(edits: EditRange, code: ErrorCode): void {
    const within = this.#journal.within(edits);
    const [only] = within;
    const suspects = only && within.length === 1 ? inParts(only) : within;
    const [found] = suspects.length === 1 ? suspects : [];
    const changes = this.#journal
      .take()
      .flatMap((change) => (change === only && within.length === 1 ? suspects : [change]));
    this.#suspects = new Set(suspects.map(({ id }) => id));
    this.#again = [...changes.filter((change) => change !== found), ...this.#again];
    if (found) this.#told.unkept([unkeptOf(found, code, this.#names)]);
  }

  /** Changes that an earlier page of this person's left behind are to be written too, before everything else. */
  adopt({ changes, unreadable }: LeftBehind): void {
    this.#adopted = new Set([...this.#adopted, ...changes.map(({ id }) => id)]);
    this.#again = [...changes, ...this.#again];
    const lost: Unkept = { what: 'changed', designId: null, name: null, code: 'update-malformed' };
    if (unreadable > 0) this.#told.unkept(Array.from({ length: unreadable }, () => lost));
  }

  /** Write again what has to be, on a document that has been read, as `author`; then say what was lost. */
  writeAgain({ doc, undo, counter, flush }: WaitingDoc, author: Author): void {
    const changes = this.#again;
    this.#again = [];
    this.#journal.carry(changes.filter((change) => holds(doc, change)));
    this.#journal.settle(counter);
    const lost = changes.filter((change) => !holds(doc, change));
    const { kept, refused } = rehearse(doc, lost, author);
    const put = new Set<string>();
    let brought = 0;
    for (const piece of inPieces(kept, this.#suspects)) {
      flush();
      for (const { id, writes } of piece) {
        const before = this.#journal.size;
        // Each is a step of its own again, for undo and in the count.
        undo.stopCapturing();
        writeAgain(doc, writes, localOrigin, put);
        if (this.#adopted.has(id) && this.#journal.size > before) brought += 1;
      }
      flush();
    }
    undo.stopCapturing();
    this.#suspects = new Set();
    this.#adopted = new Set();
    if (brought > 0) this.#told.broughtBack(brought);
    const unkept = refused.map(({ change, code }) => unkeptOf(change, code, this.#names));
    if (unkept.length > 0) this.#told.unkept(unkept);
  }

  stop(): void {
    this.#journal.stop();
  }
}

/** A change that touched several designs or comments, as one for each. */
const inParts = (change: Change): Change[] =>
  change.writes.length === 1
    ? [change]
    : change.writes.map((write, at) => ({ ...change, id: `${change.id}.${at}`, writes: [write] }));
