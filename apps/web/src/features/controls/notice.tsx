import type { ReactNode } from 'react';
import styles from './notice.module.css';
import { Wordmark } from './wordmark.js';

/** A whole page that says one thing: an ended room, a dead link, a fault. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <Wordmark size="large" />
      <section className={styles.sheet}>
        <svg className={styles.seam} viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 6h300" />
        </svg>
        <h1>{title}</h1>
        {children}
      </section>
      <a href="/">Back to the first page</a>
    </main>
  );
}
