'use client';

import type { Round } from '@toile/protocol';
import styles from './countdown.module.css';
import { clockWords } from './round-words.js';
import { useTimeLeft } from './use-time-left.js';

/** The time that an open round has left, by the server's clock; nothing for one without a timer. */
export function Countdown({ round }: { round: Round }) {
  const leftMs = useTimeLeft(round);
  if (leftMs === null) return null;
  return (
    <span className={styles.clock} role="timer" aria-label="Time left" data-late={leftMs <= 10_000}>
      {leftMs > 0 ? clockWords(leftMs) : 'Counting…'}
    </span>
  );
}
