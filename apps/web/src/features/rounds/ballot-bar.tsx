'use client';

import type { Ballot, Round } from '@toile/protocol';
import { marksIn } from '@toile/room';
import { counted } from '../../client/relative-time.js';
import { useRoomState } from '../../client/use-room.js';
import styles from './ballot-bar.module.css';
import { Countdown } from './countdown.js';
import { Dots } from './dots.js';
import { turnoutWords } from './round-words.js';

/** Stays in sight over the ballot: what one has marked, how many have voted, and the time left. */
export function BallotBar({
  round,
  ballot,
  mayCast,
}: {
  round: Round;
  ballot: Ballot | null;
  mayCast: boolean;
}) {
  const progress = useRoomState((state) => state.roundProgress);
  return (
    <div className={styles.bar}>
      {mayCast ? <Marks round={round} ballot={ballot ?? {}} /> : null}
      <span className={styles.turnout}>
        {progress ? turnoutWords(progress.voted, progress.eligible) : ''}
      </span>
      <Countdown round={round} />
    </div>
  );
}

/** One's marks in short: the dots as thread, or how many designs are marked. */
export function Marks({ round: { method, options }, ballot }: { round: Round; ballot: Ballot }) {
  if (method.kind === 'dots') {
    const placed = marksIn(ballot);
    const left = method.perMember - placed;
    return (
      <span
        className={styles.dots}
        role="img"
        aria-label={`${counted(left, 'dot')} left of ${method.perMember}`}
      >
        <Dots filled={placed} of={method.perMember} />
      </span>
    );
  }
  const marked = Object.keys(ballot).length;
  const done = { approval: 'ticked', score: 'scored', ranked: 'ranked' }[method.kind];
  return (
    <span className={styles.marked}>
      {marked} of {options.length} {done}
    </span>
  );
}
