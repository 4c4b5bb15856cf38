import { randomId } from '@toile/protocol';
import { designMap, localOrigin, mergeWrites, readComment, type Write, writesOf } from '@toile/room';
import * as Y from 'yjs';
import type { EditRange, SaveCounter } from './save-counter.js';

/**
 * One change of this person's, as undo counts: what their hand did in one go, a design added or taken off, a
 * comment, something taken back.
 */
export interface Change {
  readonly id: string;
  /** What the design that it is about was called; null where that is not known. */
  readonly name: string | null;
  readonly writes: readonly Write[];
  /** It is in a document that holds the edits of `client` up to `clock`; null where that cannot tell. */
  readonly client: number;
  readonly clock: number | null;
}

interface Entry {
  readonly change: Change;
  /** Numbers of its first and last edit, as the save counter has them; 0 for what came on an earlier connection. */
  readonly firstEdit: number;
  readonly lastEdit: number;
  readonly step: unknown;
}

type UndoSteps = Pick<Y.UndoManager, 'undoStack'>;

/** The changes made here that the server has not committed yet, oldest first. */
export class ChangeJournal {
  readonly #changed: () => void;
  #entries: readonly Entry[] = [];
  #stop: () => void = () => undefined;

  /** `changed` hears of each edit that was written down. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get changes(): readonly Change[] {
    return this.#entries.map(({ change }) => change);
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Write down what is done to `doc` from now on; `counter` has counted each edit when this hears of it. */
  follow(doc: Y.Doc, undo: UndoSteps, counter: SaveCounter): void {
    this.stop();
    const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (!transaction.local) return;
      this.#write(transaction, undo, counter.edits);
      this.#changed();
    };
    doc.on('update', onUpdate);
    this.#stop = () => doc.off('update', onUpdate);
  }

  stop(): void {
    this.#stop();
  }

  /** Forget what is committed. */
  settle(counter: SaveCounter): void {
    this.#entries = this.#entries.filter(({ lastEdit }) =>
      lastEdit === 0 ? !counter.heard : lastEdit > counter.savedEdits,
    );
  }

  /** The changes of which `range` holds an edit. */
  within({ after, upTo }: EditRange): Change[] {
    return this.#entries
      .filter(({ firstEdit, lastEdit }) => firstEdit <= upTo && lastEdit > after)
      .map(({ change }) => change);
  }

  /** Hand out everything and begin anew. */
  take(): readonly Change[] {
    const { changes } = this;
    this.#entries = [];
    return changes;
  }

  /** Wait for the commit of what the server has already: its next acknowledgement says that all this is safe. */
  carry(changes: readonly Change[]): void {
    const carried = changes.map((change) => ({ change, firstEdit: 0, lastEdit: 0, step: null }));
    this.#entries = [...carried, ...this.#entries];
  }

  #write(transaction: Y.Transaction, undo: UndoSteps, edit: number): void {
    const writes = writesOf(transaction);
    if (writes.length === 0) return;
    const { clientID: client } = transaction.doc;
    const end = transaction.afterState.get(client) ?? 0;
    const clock = end > (transaction.beforeState.get(client) ?? 0) ? end : null;
    // Of comments undo knows nothing, and what it takes back itself is no step of its stack.
    const undoable = transaction.origin === localOrigin && writes.some(({ root }) => root === 'designs');
    const step: unknown = undoable ? (undo.undoStack.at(-1) ?? null) : null;
    const last = this.#entries.at(-1);
    if (last && step !== null && last.step === step) {
      const change = { ...last.change, writes: mergeWrites(last.change.writes, writes), client, clock };
      this.#entries = [...this.#entries.slice(0, -1), { ...last, change, lastEdit: edit }];
      return;
    }
    const change = { id: randomId(12), name: nameIn(transaction.doc, writes), writes, client, clock };
    this.#entries = [...this.#entries, { change, firstEdit: edit, lastEdit: edit, step }];
  }
}

/** Whether `doc` has `change` already. */
export const holds = (doc: Y.Doc, { client, clock }: Change): boolean =>
  clock !== null && Y.getState(doc.store, client) >= clock;

/** The design that a write is about. */
export function designOf(write: Write, commented: (commentId: string) => string | null): string | null {
  if (write.root === 'designs') return write.id;
  const about = write.kind === 'put' ? write.fields.designId : null;
  return typeof about === 'string' ? about : commented(write.id);
}

function nameIn(doc: Y.Doc, [write]: readonly Write[]): string | null {
  const designId = write && designOf(write, (id) => readComment(doc, id)?.designId ?? null);
  const name = designId && designMap(doc, designId)?.get('name');
  return typeof name === 'string' ? name : null;
}
