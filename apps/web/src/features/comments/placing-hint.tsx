'use client';

import { Button } from '../controls/button.js';
import { useCommentDesk } from './comment-desk.js';
import styles from './placing-hint.module.css';

/** Says what the next click does, and the way round it. */
export function PlacingHint({ onWhole }: { onWhole: () => void }) {
  const { state, set } = useCommentDesk();
  if (state.kind !== 'placing') return null;
  return (
    <div className={styles.hint} role="status">
      <span>Choose the spot that your comment is about.</span>
      <Button
        tone="quiet"
        onClick={() => {
          set({ kind: 'idle' });
          onWhole();
        }}
      >
        Whole design
      </Button>
      <Button tone="quiet" onClick={() => set({ kind: 'idle' })}>
        Cancel
      </Button>
    </div>
  );
}
