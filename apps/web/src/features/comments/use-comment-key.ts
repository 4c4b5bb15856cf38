'use client';

import { useEffect } from 'react';
import { useCommentDesk } from './comment-desk.js';

/** C begins a comment on the picture and Escape gives it up, except where somebody types. */
export function useCommentKey(enabled: boolean): void {
  const { state, set } = useCommentDesk();
  const placing = state.kind === 'placing';
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const busy = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]';
      if (event.target instanceof Element && event.target.closest(busy)) return;
      if (event.key.toLowerCase() === 'c') set(placing ? { kind: 'idle' } : { kind: 'placing' });
      else if (event.key === 'Escape' && placing) set({ kind: 'idle' });
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [enabled, placing, set]);
}
