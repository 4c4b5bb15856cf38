import * as Y from 'yjs';
import { localOrigin } from './edit.js';
import { designsOf } from './layout.js';

/**
 * Undo and redo of this participant's own edits. Edits within 400 ms are one step, so a drag is taken back
 * whole; call `stopCapturing()` when a hand lets go. Putting a design on the rack, or taking one off, is
 * always a step of its own.
 */
export function createUndo(doc: Y.Doc, origin: unknown = localOrigin): Y.UndoManager {
  const designs = designsOf(doc);
  let rackChanged = false;
  const undo: Y.UndoManager = new Y.UndoManager(designs, {
    trackedOrigins: new Set([origin]),
    captureTimeout: 400,
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
