import { errorTable, limits } from '@toile/protocol';
import * as Y from 'yjs';
import type { Author } from './author.js';
import { examineTransactions } from './examine.js';
import { type AuthorFault, authorFault, roleFault } from './examine-author.js';
import { commentsOf, designsOf, metaOf } from './layout.js';

export type AdmissionResult =
  /** Applied. `designIds` are the designs that it touched, deleted ones included; none where it held nothing new. */
  | { readonly kind: 'admitted'; readonly designIds: readonly string[] }
  /** It builds on content that this document lacks: ask the sender to sync. Nothing was applied. */
  | { readonly kind: 'incomplete' }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly reason: string;
    };

type RefusalCode = 'update-malformed' | 'update-invalid' | 'document-full' | AuthorFault;

/** Clocks past this are no honest client's: at 30 edits a second it takes two years to reach. */
const clockCeiling = 2 ** 31;

/** How far the bound on the document's size may have drifted before it is worth measuring again, in bytes. */
const remeasureBytes = 65_536;

/**
 * A room's document on the server, which only admitted updates reach.
 *
 * Yjs applies many corrupted updates without complaint, and an applied update cannot be taken back. So each
 * one is first applied to a scratch replica and its outcome examined there: no content of unknown kind, no
 * pending structs, every touched field valid, within the limits. Only then does it reach `doc`. A refused
 * update costs a rebuilt replica; the document never sees it.
 */
export class AdmissionDoc {
  readonly doc: Y.Doc;
  #scratch: Y.Doc;
  /** Upper bound of the encoded size: the last measure and all updates since. */
  #bytes = 0;
  #measuredBytes = 0;
  /** Something was deleted since the last measure: there may be more room than `#bytes` says. */
  #shrunk = false;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    defineRoots(doc);
    this.#scratch = this.#replica();
  }

  /** Encoded size of the document in bytes, as last bounded. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Apply `update` if it may be, and if `author` may do what it does; null may do everything. `origin` is handed
   * to the document's listeners. Never throws for a bad update.
   */
  admit(update: Uint8Array, origin: unknown, author: Author | null = null): AdmissionResult {
    const structs = readStructs(update);
    if (typeof structs === 'string') return refuse('update-malformed', structs);
    const onlyDeletes = structs.length === 0;
    // Deletions add nothing, and are the way out of a full room.
    if (!onlyDeletes && !this.#hasRoomFor(update.byteLength)) {
      return refuse('document-full', `The room's document may hold ${limits.docBytes} bytes.`);
    }
    const problem = structsProblem(structs);
    if (problem !== null) return refuse('update-malformed', problem);

    const outcome = this.#rehearse(update, structs, author);
    if (outcome.kind === 'admitted') {
      Y.applyUpdate(this.doc, update, origin);
      this.#bytes += update.byteLength;
      this.#shrunk ||= onlyDeletes;
    } else {
      this.#scratch.destroy();
      this.#scratch = this.#replica();
    }
    return outcome;
  }

  /** Apply an update that another instance admitted or the store held. */
  applyTrusted(update: Uint8Array, origin: unknown): void {
    Y.applyUpdate(this.#scratch, update);
    Y.applyUpdate(this.doc, update, origin);
    this.#bytes += update.byteLength;
    this.#shrunk = true;
  }

  destroy(): void {
    this.#scratch.destroy();
    this.doc.destroy();
  }

  #hasRoomFor(bytes: number): boolean {
    if (this.#bytes + bytes <= limits.docBytes) return true;
    // Encoding a whole document for every update of a full room would be a way to keep the server busy.
    if (!this.#shrunk && this.#bytes - this.#measuredBytes < remeasureBytes) return false;
    this.#measured(Y.encodeStateAsUpdate(this.doc));
    return this.#bytes + bytes <= limits.docBytes;
  }

  #measured(state: Uint8Array): void {
    this.#bytes = state.byteLength;
    this.#measuredBytes = state.byteLength;
    this.#shrunk = false;
  }

  #replica(): Y.Doc {
    const state = Y.encodeStateAsUpdate(this.doc);
    this.#measured(state);
    const scratch = new Y.Doc();
    defineRoots(scratch);
    Y.applyUpdate(scratch, state);
    return scratch;
  }

  #rehearse(update: Uint8Array, structs: Structs, author: Author | null): AdmissionResult {
    const transactions: Y.Transaction[] = [];
    const remember = (transaction: Y.Transaction) => transactions.push(transaction);
    const pendingBefore = pendingBytes(this.#scratch);
    this.#scratch.on('afterTransaction', remember);
    try {
      Y.applyUpdate(this.#scratch, update);
    } catch (error) {
      return refuse('update-malformed', reasonOf(error));
    } finally {
      this.#scratch.off('afterTransaction', remember);
    }
    // A trusted update may itself be waiting for an earlier one: only what this one adds counts.
    if (pendingBytes(this.#scratch) > pendingBefore) return { kind: 'incomplete' };
    const misplaced = author && roleFault(transactions, this.#scratch, author);
    if (misplaced) return refuse(misplaced, errorTable[misplaced].message);
    if (structs.some((struct) => holdsStowaways(struct, this.#scratch))) {
      return refuse('update-malformed', 'a field holds one value');
    }
    const examined = examineTransactions(transactions, this.#scratch, this.doc);
    if (examined.kind === 'refused') return refuse(examined.code, examined.reason);
    const fault = author && authorFault(transactions, this.#scratch, this.doc, author);
    return fault ? refuse(fault, errorTable[fault].message) : examined;
  }
}

function refuse(code: RefusalCode, reason: string): AdmissionResult {
  return { kind: 'refused', code, reason };
}

/** Yjs knows the type of a root only once it has been asked for. */
function defineRoots(doc: Y.Doc): void {
  designsOf(doc);
  commentsOf(doc);
  metaOf(doc);
}

type Structs = ReturnType<typeof Y.decodeUpdate>['structs'];

/** The structs of an update, or why they cannot be read. */
function readStructs(update: Uint8Array): Structs | string {
  try {
    return Y.decodeUpdate(update).structs;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Content that the layout has no use for, or lengths that no editing produces; null where all is well. */
function structsProblem(structs: Structs): string | null {
  for (const struct of structs) {
    if (struct.id.clock + struct.length > clockCeiling) return 'a clock is out of range';
    if (!(struct instanceof Y.Item)) continue;
    const { content } = struct;
    if (content instanceof Y.ContentDeleted) continue;
    if (content instanceof Y.ContentType) {
      // Not `instanceof`: Y.XmlHook is a Y.Map too.
      if (content.type.constructor !== Y.Map) return 'a room holds maps and no other types';
    } else if (!(content instanceof Y.ContentAny)) {
      return `content of kind ${content.constructor.name} has no place in a room`;
    }
  }
  return null;
}

/**
 * Whether `struct` puts several values under one key that live on in `doc`: a map shows the last only. Values of
 * which a drag has left many, one after the other, travel together too, but all of them deleted.
 */
function holdsStowaways(struct: Structs[number], { store }: Y.Doc): boolean {
  if (struct.length === 1 || !(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) {
    return false;
  }
  const { client, clock } = struct.id;
  for (let at = clock; at < clock + struct.length; ) {
    const item = Y.getItem(store, Y.createID(client, at));
    if (!item.deleted && item.length > 1) return true;
    at = item.id.clock + item.length;
  }
  return false;
}

function pendingBytes({ store }: Y.Doc): number {
  return (store.pendingStructs?.update.byteLength ?? 0) + (store.pendingDs?.byteLength ?? 0);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unreadable');
