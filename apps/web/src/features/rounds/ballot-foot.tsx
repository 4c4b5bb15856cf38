'use client';

import { Button } from '../controls/button.js';
import styles from './ballot-foot.module.css';
import type { MyBallot } from './use-my-ballot.js';

/** Whether one's ballot is in, and the two ways out: abstaining, and taking it back. */
export function BallotFoot({ mine: { ballot, state, write } }: { mine: MyBallot }) {
  const abstains = ballot !== null && Object.keys(ballot).length === 0;
  const words =
    state === 'waiting'
      ? 'Not saved yet: it is sent as soon as the server can be reached.'
      : state === 'saving'
        ? 'Saving…'
        : ballot === null
          ? 'You have not voted yet.'
          : abstains
            ? 'You abstain: you count as having voted.'
            : 'Your ballot is in. Change it until the round ends.';
  return (
    <div className={styles.foot}>
      <p role="status" data-waiting={state === 'waiting'}>
        {words}
      </p>
      {ballot === null ? (
        <Button tone="quiet" onClick={() => write({})}>
          Abstain
        </Button>
      ) : (
        <Button tone="quiet" onClick={() => write(null)}>
          Take it back
        </Button>
      )}
    </div>
  );
}
