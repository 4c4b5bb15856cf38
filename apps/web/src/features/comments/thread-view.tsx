'use client';

import { Check, RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import type { NumberedThread } from '../../client/use-threads.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { useCommentDesk } from './comment-desk.js';
import { CommentView } from './comment-view.js';
import { Composer } from './composer.js';
import { nameOf } from './draft-mentions.js';
import styles from './thread-view.module.css';

/** A whole thread: the comment, what was answered, and a box to answer in. What is shown counts as seen. */
export function ThreadView({ thread }: { thread: NumberedThread }) {
  const { client } = useOpenRoom();
  const { see } = useCommentDesk();
  const { comment: mayComment } = useRights();
  const members = useRoomState((state) => state.members);
  const attempt = useAttempt();
  const { comment, replies } = thread;
  const { resolved } = comment;

  useEffect(() => see([comment.id, ...replies.map(({ id }) => id)]), [see, comment.id, replies]);

  return (
    <div className={styles.thread}>
      <div className={styles.comments}>
        <CommentView comment={comment} replies={replies.length} />
        {replies.map((reply) => (
          <CommentView key={reply.id} comment={reply} />
        ))}
      </div>
      {resolved ? <p className={styles.settled}>Resolved by {nameOf(members, resolved.by)}.</p> : null}
      {mayComment ? (
        <>
          <Composer
            place={`reply.${comment.id}`}
            label="Reply"
            action="Reply"
            onSubmit={(text) => attempt(() => client.comment.reply(comment.id, text))}
          />
          <Button
            className={styles.settle}
            onClick={() => attempt(() => client.comment.resolve(comment.id, resolved === null))}
          >
            {resolved ? <RotateCcw /> : <Check />}
            {resolved ? 'Reopen' : 'Resolve'}
          </Button>
        </>
      ) : null}
    </div>
  );
}
