import * as Y from 'yjs';
import { localOrigin } from './edit.js';
import { designsOf } from './layout.js';

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
  return undo;
}

/** A hand takes hold or lets go: whatever it does in between is one step, however long it pauses. */
export function holdStep(undo: Y.UndoManager, held: boolean): void {
  undo.stopCapturing();
  undo.captureTimeout = held ? Number.POSITIVE_INFINITY : captureTimeoutMs;
}
