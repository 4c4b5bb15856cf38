'use client';

import type { Design } from '@toile/room';
import { counted } from '../../client/relative-time.js';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useVotes } from './use-votes.js';
import styles from './vote-button.module.css';

/** Gives or takes back one's vote for a design; viewers see the count. */
export function VoteButton({ design }: { design: Pick<Design, 'id' | 'name'> }) {
  const { count, mine, busy, toggle } = useVotes(design.id);
  const { vote } = useRights();
  if (!vote) return <span className={styles.count}>{counted(count, 'vote')}</span>;
  return (
    <Button
      tone="thread"
      className={styles.vote}
      aria-pressed={mine}
      aria-label={`${mine ? 'Voted' : 'Vote'} for ${design.name}`}
      aria-description={counted(count, 'vote')}
      aria-busy={busy}
      onClick={() => !busy && toggle()}
    >
      <i className={styles.knot} />
      {mine ? 'Voted' : 'Vote'}
      <span className={styles.amount} data-count={count} />
    </Button>
  );
}
