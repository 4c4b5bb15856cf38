import type { ErrorCode } from '@toile/protocol';
import * as Y from 'yjs';
import { AdmissionDoc } from './admission.js';
import type { Author } from './author.js';
import { type Write, writeAgain } from './writes.js';

export interface Rehearsed<T> {
  /** Those that would be admitted, in order. */
  readonly kept: readonly T[];
  readonly refused: readonly { readonly change: T; readonly code: ErrorCode }[];
}

/**
 * What would become of `changes`, made one after the other on top of `doc` by `author`: each passes the server's
 * own admission, on a replica. One that is refused keeps none of the later ones from being kept; of one that
 * touched several designs or comments, each is judged by itself.
 */
export function rehearse<T extends { readonly writes: readonly Write[] }>(
  doc: Y.Doc,
  changes: readonly T[],
  author: Author,
): Rehearsed<T> {
  const stage = new Stage(doc, author);
  const kept: T[] = [];
  const refused: { change: T; code: ErrorCode }[] = [];
  for (const change of changes) {
    const code = stage.try(change.writes);
    if (code === null) {
      kept.push(change);
    } else if (change.writes.length === 1) {
      refused.push({ change, code });
    } else {
      const parts = change.writes.map((write) => ({ writes: [write], code: stage.try([write]) }));
      const writes = parts.flatMap((part) => (part.code === null ? part.writes : []));
      if (writes.length > 0) kept.push({ ...change, writes });
      for (const part of parts) {
        if (part.code !== null) refused.push({ change: { ...change, writes: part.writes }, code: part.code });
      }
    }
  }
  stage.close();
  return { kept, refused };
}

class Stage {
  readonly #room: AdmissionDoc;
  readonly #author: Author;
  readonly #put = new Set<string>();
  /** One draft as long as all it holds is admitted: an edit cannot be taken out of it again. */
  #draft: Y.Doc;

  constructor(doc: Y.Doc, author: Author) {
    this.#room = new AdmissionDoc(replica(doc));
    this.#author = author;
    this.#draft = this.#fresh();
  }

  /** Make `writes` where that is allowed, and answer null; else leave everything as it is and answer why. */
  try(writes: readonly Write[]): ErrorCode | null {
    const updates: Uint8Array[] = [];
    const remember = (update: Uint8Array) => updates.push(update);
    this.#draft.on('update', remember);
    const outcome = writeAgain(this.#draft, writes, null, this.#put);
    this.#draft.off('update', remember);
    const code = outcome === 'missing' ? missing(writes) : fault(this.#room, updates, this.#author);
    if (code !== null) {
      this.#draft.destroy();
      this.#draft = this.#fresh();
    }
    return code;
  }

  close(): void {
    this.#draft.destroy();
    this.#room.destroy();
  }

  #fresh(): Y.Doc {
    const draft = replica(this.#room.doc);
    draft.clientID = this.#author.clientId;
    return draft;
  }
}

function fault(room: AdmissionDoc, updates: readonly Uint8Array[], author: Author): ErrorCode | null {
  for (const update of updates) {
    const result = room.admit(update, null, author);
    if (result.kind === 'refused') return result.code;
    if (result.kind === 'incomplete') return 'update-invalid';
  }
  return null;
}

const missing = (writes: readonly Write[]): ErrorCode =>
  writes.some(({ root }) => root === 'designs') ? 'design-not-found' : 'not-found';

function replica(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
