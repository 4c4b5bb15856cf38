'use client';

import styles from './bar-state.module.css';
import { useSavedWords } from './use-saved-words.js';

export function SavedState() {
  const { text, tone } = useSavedWords();
  return (
    <span className={styles.saved} data-tone={tone} role="status" aria-label="Saved state">
      <i />
      <b>{text}</b>
    </span>
  );
}
