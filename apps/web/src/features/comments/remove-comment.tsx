'use client';

import type { Comment } from '@toile/room';
import { counted } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './comment-view.module.css';

/** Asks once more: undo does not bring comments back. */
export function RemoveComment({
  comment,
  replies,
  onKeep,
}: {
  comment: Comment;
  replies: number;
  onKeep: () => void;
}) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  return (
    <div className={styles.remove} role="alert">
      <span>
        {replies > 0
          ? `Its ${counted(replies, 'reply', 'replies')} would go with it.`
          : 'It cannot be brought back.'}
      </span>
      <Button tone="thread" onClick={() => attempt(() => client.comment.remove(comment.id))}>
        Delete
      </Button>
      <Button tone="quiet" onClick={onKeep}>
        Keep
      </Button>
    </div>
  );
}
