'use client';

import type { Design } from '@toile/room';
import { Heart } from 'lucide-react';
import { counted } from '../../client/relative-time.js';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { Tip } from '../controls/tip.js';
import styles from './heart-button.module.css';
import { useHearts } from './use-hearts.js';

/** Gives or takes back one's heart for a design; viewers see the count. */
export function HeartButton({ design }: { design: Pick<Design, 'id' | 'name'> }) {
  const { count, mine, busy, toggle } = useHearts(design.id);
  const { vote } = useRights();
  if (!vote) {
    return (
      <span className={styles.count}>
        <Heart aria-hidden="true" /> {counted(count, 'heart')}
      </span>
    );
  }
  return (
    <Tip text={mine ? 'Take my heart back' : 'I like this one'}>
      <Button
        tone="thread"
        className={styles.heart}
        aria-pressed={mine}
        aria-label={`Heart for ${design.name}`}
        aria-description={counted(count, 'heart')}
        aria-busy={busy}
        onClick={() => !busy && toggle()}
      >
        <Heart aria-hidden="true" />
        <span className={styles.amount} data-count={count} />
      </Button>
    </Tip>
  );
}
