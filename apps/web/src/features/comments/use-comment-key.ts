'use client';

import { useShortcut } from '../shortcuts/use-shortcut.js';
import { useCommentDesk } from './comment-desk.js';

/** C begins a comment on the picture; C or Escape gives it up again. */
export function useCommentKey(enabled: boolean): void {
  const { state, set } = useCommentDesk();
  const placing = state.kind === 'placing';
  useShortcut('c', () => set(placing ? { kind: 'idle' } : { kind: 'placing' }), enabled);
  useShortcut('Escape', () => set({ kind: 'idle' }), placing);
}
