'use client';

import type { Design } from '@toile/room';
import { CommentList } from './comment-list.js';
import styles from './comment-panel.module.css';

/** The comments in the side panel of a wide screen. */
export function CommentPanel({ design }: { design: Design | null }) {
  return (
    <section className={styles.panel} aria-label="Comments">
      <CommentList design={design} />
    </section>
  );
}
