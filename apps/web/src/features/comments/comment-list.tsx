'use client';

import type { Design } from '@toile/room';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights } from '../../client/use-room.js';
import { useDesignThreads } from '../../client/use-threads.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { useCommentDesk } from './comment-desk.js';
import styles from './comment-list.module.css';
import { Composer } from './composer.js';
import { ForMe } from './for-me-list.js';
import { ThreadCard } from './thread-card.js';

/** Every thread of the design on the stage, and what was written to this person elsewhere in the room. */
export function CommentList({ design }: { design: Design | null }) {
  const { client } = useOpenRoom();
  const { state } = useCommentDesk();
  const { comment: mayComment } = useRights();
  const attempt = useAttempt();
  const threads = useDesignThreads(design?.id ?? null);
  const [settledToo, setSettledToo] = useState(false);
  const settled = threads.filter(({ comment }) => comment.resolved !== null).length;
  const reading = state.kind === 'reading' ? state.threadId : null;
  const shown = threads.filter(({ comment }) => settledToo || !comment.resolved || comment.id === reading);

  if (!design) return <ForMe designId={null} />;
  return (
    <div className={styles.list}>
      {mayComment ? (
        <Composer
          key={design.id}
          place={`new.${design.id}`}
          label="Comment on this design"
          action="Comment"
          onSubmit={(text) => attempt(() => client.comment.add(design.id, text))}
        />
      ) : (
        <p className={styles.quiet}>Viewers read along. A voter or an editor link lets you comment.</p>
      )}
      {threads.length === 0 ? (
        <p className={styles.quiet}>
          Nothing has been said about this design.
          {mayComment ? ' Press C and click the picture to pin a comment to a spot.' : ''}
        </p>
      ) : null}
      {threads.length > 0 && shown.length === 0 ? (
        <p className={styles.quiet}>Everything here is resolved.</p>
      ) : null}
      <ul className={styles.threads}>
        {shown.map((thread) => (
          <li key={thread.comment.id}>
            <ThreadCard thread={thread} open={thread.comment.id === reading} />
          </li>
        ))}
      </ul>
      {settled > 0 ? (
        <Button tone="quiet" className={styles.more} onClick={() => setSettledToo(!settledToo)}>
          {settledToo ? 'Hide resolved' : `Show resolved (${settled})`}
        </Button>
      ) : null}
      <ForMe designId={design.id} />
    </div>
  );
}
