'use client';

import type { Ballot, Results, Round } from '@toile/protocol';
import { X } from 'lucide-react';
import { useRoomState } from '../../client/use-room.js';
import { IconButton } from '../controls/icon-button.js';
import { Marks } from './ballot-bar.js';
import { Countdown } from './countdown.js';
import { FrozenPicture } from './frozen-picture.js';
import styles from './round-slip.module.css';
import { outcomeWords, privacyWords, turnoutWords, votedWords } from './round-words.js';
import { useMayCast } from './use-round.js';

/** The dark slip of paper of an open round: the question, one's own marks, the time left. */
export function OpenRoundSlip({ round, onOpen }: { round: Round; onOpen: () => void }) {
  const progress = useRoomState((state) => state.roundProgress);
  const mayCast = useMayCast(round);
  const mine: Ballot | null = progress?.mine ?? null;
  return (
    <section className={styles.slip} aria-label="Voting round">
      <h2>{round.question}</h2>
      <p>
        {privacyWords(round)}. {progress ? `${turnoutWords(progress.voted, progress.eligible)}.` : ''}
      </p>
      <div className={styles.row}>
        {mayCast ? (
          <span className={styles.marks}>
            <Marks round={round} ballot={mine ?? {}} />
          </span>
        ) : null}
        <span className={styles.clock}>
          <Countdown round={round} />
        </span>
      </div>
      <button type="button" className={styles.open} onClick={onOpen}>
        {mayCast ? (mine === null ? 'Vote' : 'Change my vote') : 'Follow the round'}
      </button>
    </section>
  );
}

/** The slip once the round is over, until this person puts it away. */
export function ResultSlip({
  round,
  results,
  onOpen,
  onPutAway,
}: {
  round: Round;
  results: Results;
  onOpen: () => void;
  onPutAway: () => void;
}) {
  const winner = round.options.find(({ designId }) => designId === results.winner);
  return (
    <section className={styles.slip} aria-label="Result of the round">
      <div className={styles.head}>
        <h2>{round.question}</h2>
        <IconButton label="Put the result away" onClick={onPutAway}>
          <X />
        </IconButton>
      </div>
      <div className={styles.winner}>
        {winner ? (
          <span className={styles.picture}>
            <FrozenPicture option={winner} alt="" />
          </span>
        ) : null}
        <span className={styles.outcome}>
          <b>{outcomeWords(round, results)}</b>
          <span>{votedWords(results.voted, results.eligible)}</span>
        </span>
      </div>
      <button type="button" className={styles.open} onClick={onOpen}>
        See the results
      </button>
    </section>
  );
}
