'use client';

import { useEffect } from 'react';
import type { Undo } from '../../client/use-undo.js';

/** Ctrl/Cmd+Z and Shift+Ctrl/Cmd+Z (or Ctrl+Y), except where somebody types: text has an undo of its own. */
export function useUndoKeys({ canUndo, canRedo, undo, redo }: Undo, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]'))
        return;
      const key = event.key.toLowerCase();
      const backwards = key === 'z' && !event.shiftKey;
      const forwards = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
      if (!backwards && !forwards) return;
      event.preventDefault();
      if (backwards && canUndo) undo();
      if (forwards && canRedo) redo();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [canUndo, canRedo, undo, redo, enabled]);
}
