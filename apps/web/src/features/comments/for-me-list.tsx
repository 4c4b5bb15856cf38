'use client';

import { useRack, useRoomState } from '../../client/use-room.js';
import { useCommentDesk } from './comment-desk.js';
import styles from './comment-list.module.css';
import { draftOf, nameOf } from './draft-mentions.js';

/** What was written to this person on other designs and not seen yet. Nothing where there is nothing. */
export function ForMe({ designId }: { designId: string | null }) {
  const { unread, go } = useCommentDesk();
  const members = useRoomState((state) => state.members);
  const rack = useRack();
  const elsewhere = unread.filter(({ comment }) => comment.designId !== designId);
  if (elsewhere.length === 0) return null;
  return (
    <section className={styles.forMe} aria-label="For you, on other designs">
      <h3>For you, on other designs</h3>
      <ul>
        {elsewhere.map(({ comment, thread }) => (
          <li key={comment.id}>
            <button type="button" className={styles.row} onClick={() => go(thread)}>
              <span className={styles.summary}>
                <span className={styles.by}>
                  <b>{nameOf(members, comment.by)}</b> on{' '}
                  {rack.find(({ id }) => id === comment.designId)?.name ?? ''}
                </span>
                <span className={styles.words}>{draftOf(comment.text, members)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
