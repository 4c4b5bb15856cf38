import type { PresenceEntry } from '@toile/client';
import styles from './cursors.module.css';
import { colourVar, personOf } from './person.js';

/** Somebody's cursor with their name, at a fraction of its positioned parent. */
export function Pointer({ entry, at }: { entry: PresenceEntry; at: { x: number; y: number } }) {
  const { name, colour } = personOf(entry);
  return (
    <div
      className={styles.cursor}
      data-cursor={name}
      data-left={at.x > 0.6}
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%`, color: colourVar(colour) }}
    >
      <svg viewBox="0 0 14 16" className={styles.arrow} aria-hidden="true">
        <path d="M1 1v13l3.6-3.4h6.2z" />
      </svg>
      <span className={styles.name} style={{ background: colourVar(colour) }}>
        {name}
      </span>
    </div>
  );
}
