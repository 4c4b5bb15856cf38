import type { ResultRow, RoundMethod } from '@toile/protocol';
import styles from './live-total.module.css';
import { totalWords } from './round-words.js';

/** How a design stands while a round with live totals is open. */
export function LiveTotal({ method, row }: { method: RoundMethod; row: ResultRow }) {
  return <span className={styles.total}>{totalWords(method, row)} so far</span>;
}
