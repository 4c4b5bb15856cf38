import { commentsOf, readThreads, type Thread } from '@toile/room';
import type * as Y from 'yjs';

/**
 * The comments as immutable values: the array and each thread stay the same object until they differ. Like the
 * rack, they stay as they are while another document is being read.
 */
export class ThreadMirror {
  readonly #changed: () => void;
  #doc: Y.Doc;
  #live = false;
  #threads: readonly Thread[] = [];

  constructor(doc: Y.Doc, changed: () => void) {
    this.#changed = changed;
    this.#doc = doc;
    commentsOf(doc).observeDeep(this.#observe);
  }

  get threads(): readonly Thread[] {
    return this.#threads;
  }

  /** The design that a comment or reply is about; null where there is no such comment. */
  designOf(commentId: string): string | null {
    const about = this.#threads.find(
      ({ comment, replies }) => comment.id === commentId || replies.some(({ id }) => id === commentId),
    );
    return about?.comment.designId ?? null;
  }

  /** Follow another document from its first sync on; until then the comments stay as they are. */
  follow(doc: Y.Doc): void {
    this.stop();
    this.#doc = doc;
    this.#live = false;
    commentsOf(doc).observeDeep(this.#observe);
  }

  /** The document has been read: show its comments. */
  live(): void {
    if (this.#live) return;
    this.#live = true;
    this.#read();
  }

  stop(): void {
    commentsOf(this.#doc).unobserveDeep(this.#observe);
  }

  readonly #observe = (): void => {
    if (this.#live) this.#read();
  };

  #read(): void {
    const before = new Map(this.#threads.map((thread) => [thread.comment.id, thread]));
    const threads = readThreads(this.#doc).map((thread) => {
      const known = before.get(thread.comment.id);
      return known && same(known, thread) ? known : thread;
    });
    if (threads.length === this.#threads.length && threads.every((one, at) => one === this.#threads[at]))
      return;
    this.#threads = threads;
    this.#changed();
  }
}

// Both are made by `readThreads`, with their keys in one order.
const same = (one: Thread, other: Thread) => JSON.stringify(one) === JSON.stringify(other);
