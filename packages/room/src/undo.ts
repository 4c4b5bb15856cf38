import * as Y from 'yjs';
import { localOrigin } from './edit.js';
import { designsOf } from './layout.js';

interface StackEvent {
  readonly stackItem: Y.UndoManager['undoStack'][number];
  readonly changedParentTypes: Y.Transaction['changedParentTypes'];
}

/** Under it a step keeps the ids of the designs that it changed. */
const touched = Symbol('toile-touched-designs');

/** Edits that follow each other within this are one step, unless a hand says otherwise. */
const captureTimeoutMs = 400;

/**
 * Undo and redo of this participant's own edits. Edits within 400 ms are one step; `holdStep` makes all that
 * a hand does between taking hold and letting go one. Putting a design on the rack, or taking one off, is
 * always a step of its own.
 */
export function createUndo(doc: Y.Doc, origin: unknown = localOrigin): Y.UndoManager {
  const designs = designsOf(doc);
  let rackChanged = false;
  const undo: Y.UndoManager = new Y.UndoManager(designs, {
    trackedOrigins: new Set([origin]),
    captureTimeout: captureTimeoutMs,
    captureTransaction: (transaction) => {
      if (transaction.origin !== origin) return true;
      const changesRack = [...transaction.changed.keys()].some((type) => (type as unknown) === designs);
      if (changesRack || rackChanged) undo.stopCapturing();
      rackChanged = changesRack;
      return true;
    },
  });
  const remember = ({ stackItem, changedParentTypes }: StackEvent) => {
    const before = (stackItem.meta.get(touched) as ReadonlySet<string> | undefined) ?? [];
    stackItem.meta.set(touched, new Set([...before, ...designIds(changedParentTypes, designs)]));
  };
  undo.on('stack-item-added', remember);
  undo.on('stack-item-updated', remember);
  return undo;
}

/** Ids of the designs that the next undo or redo would change; none where there is nothing to take back. */
export function nextStepDesigns(undo: Y.UndoManager, direction: 'undo' | 'redo'): ReadonlySet<string> {
  const step = (direction === 'undo' ? undo.undoStack : undo.redoStack).at(-1);
  return (step?.meta.get(touched) as ReadonlySet<string> | undefined) ?? new Set();
}

/** A hand takes hold or lets go: whatever it does in between is one step, however long it pauses. */
export function holdStep(undo: Y.UndoManager, held: boolean): void {
  undo.stopCapturing();
  undo.captureTimeout = held ? Number.POSITIVE_INFINITY : captureTimeoutMs;
}

function* designIds(changed: StackEvent['changedParentTypes'], designs: unknown): Iterable<string> {
  for (const [type, events] of changed) {
    if ((type as unknown) !== designs) {
      if (type._item?.parentSub) yield type._item.parentSub;
      continue;
    }
    for (const event of events) {
      if (event instanceof Y.YMapEvent && (event.target as unknown) === designs) yield* event.keysChanged;
    }
  }
}
