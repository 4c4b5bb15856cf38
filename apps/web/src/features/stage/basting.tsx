import type { ReactNode } from 'react';
import styles from './basting.module.css';

/** A garment being basted: a running dashed outline, for a picture that is not there yet. */
export function Basting({ children }: { children?: ReactNode }) {
  return (
    <span className={styles.basting}>
      <svg viewBox="0 0 120 140" aria-hidden="true">
        <path
          className={styles.outline}
          d="M44 14c4 9 28 9 32 0l14 6 20 34-15 9-9-14c-1 14 4 26 8 44 2 11 5 22 6 33-26 7-54 7-80 0 1-11 4-22 6-33 4-18 9-30 8-44l-9 14-15-9 20-34z"
        />
      </svg>
      {children ? <span className={styles.words}>{children}</span> : null}
    </span>
  );
}
