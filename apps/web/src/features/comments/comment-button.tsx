'use client';

import { MessageCircle } from 'lucide-react';
import { usePhone } from '../../client/use-phone.js';
import { useRights } from '../../client/use-room.js';
import { IconButton } from '../controls/icon-button.js';
import styles from './comment-button.module.css';
import { useCommentDesk } from './comment-desk.js';
import { useCommentKey } from './use-comment-key.js';

/** Over the stage: begins a comment on the picture; on a phone it opens the sheet, which does that too. */
export function CommentButton({ onOpen }: { onOpen: () => void }) {
  const { state, set, unread } = useCommentDesk();
  const { comment: mayComment } = useRights();
  const phone = usePhone();
  const placing = state.kind === 'placing';
  useCommentKey(mayComment);
  const count = unread.length;
  if (!phone && !mayComment) return null;
  const label = phone ? 'Comments' : placing ? 'Stop commenting' : 'Comment';
  return (
    <span className={styles.place}>
      <IconButton
        label={count > 0 ? `${label}, ${count} for you` : label}
        {...(phone ? {} : { hint: 'on a spot of the picture, C' })}
        className={placing ? styles.on : ''}
        aria-pressed={phone ? undefined : placing}
        onClick={() => {
          if (placing) set({ kind: 'idle' });
          else if (phone) onOpen();
          else set({ kind: 'placing' });
        }}
      >
        <MessageCircle />
      </IconButton>
      {count > 0 ? (
        <span className={styles.badge} aria-hidden="true">
          {count}
        </span>
      ) : null}
    </span>
  );
}
