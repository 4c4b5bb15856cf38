'use client';

import { useEffect, useRef } from 'react';
import { counted, relativeTime } from '../../client/relative-time.js';
import { useRoomState } from '../../client/use-room.js';
import type { NumberedThread } from '../../client/use-threads.js';
import { useCommentDesk } from './comment-desk.js';
import styles from './comment-list.module.css';
import { draftOf, nameOf } from './draft-mentions.js';
import { ThreadView } from './thread-view.js';

/** One thread in the list: two lines of it, or all of it where it is open. */
export function ThreadCard({ thread, open }: { thread: NumberedThread; open: boolean }) {
  const { set, unread } = useCommentDesk();
  const members = useRoomState((state) => state.members);
  const { comment, replies, number } = thread;
  const isNew = unread.some((one) => one.thread.comment.id === comment.id);
  const name = nameOf(members, comment.by);
  const card = useRef<HTMLElement>(null);
  // Opened by its pin, it may be out of sight.
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <article ref={card} className={styles.card} data-open={open}>
      <button
        type="button"
        className={styles.row}
        aria-expanded={open}
        onClick={() => set(open ? { kind: 'idle' } : { kind: 'reading', threadId: comment.id })}
      >
        <span className={styles.number} data-whole={comment.spot === null} data-unread={isNew}>
          {number}
        </span>
        <span className={styles.summary}>
          {open ? (
            <span className={styles.by}>
              {comment.spot ? `Comment ${number}` : `Comment ${number}, on the whole design`}
            </span>
          ) : (
            <>
              <span className={styles.by}>
                <b>{name}</b> {relativeTime(comment.atMs, Date.now())}
              </span>
              <span className={styles.words}>{draftOf(comment.text, members)}</span>
              {replies.length > 0 ? (
                <span className={styles.by}>{counted(replies.length, 'reply', 'replies')}</span>
              ) : null}
            </>
          )}
        </span>
        {comment.resolved ? <span className={styles.tag}>resolved</span> : null}
      </button>
      {open ? (
        <div className={styles.inside}>
          <ThreadView thread={thread} />
        </div>
      ) : null}
    </article>
  );
}
