'use client';

import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { HeartList } from '../hearts/heart-list.js';
import { ResultSlip } from './round-slip.js';
import { usePutAway } from './use-put-away.js';
import { useRound } from './use-round.js';
import type { Voting } from './use-voting-view.js';
import styles from './voting-home.module.css';

interface VotingHomeProps {
  voting: Voting;
  onSelect: (designId: string) => void;
  onStart: () => void;
}

/** The Vote tab of a phone while no round is open: the last result, the hearts, and how to start a round. */
export function VotingHome({ voting: { show }, onSelect, onStart }: VotingHomeProps) {
  const round = useRound();
  const { edit, vote } = useRights();
  const { isPutAway, putAway } = usePutAway();
  return (
    <div className={styles.home}>
      <p>
        {vote
          ? 'Give a heart to every design that you like.'
          : 'Hearts show what people here like. You follow along as a viewer.'}
      </p>
      {round?.state.kind === 'revealed' && !isPutAway(round.id) ? (
        <ResultSlip
          round={round}
          results={round.state.results}
          onOpen={() => show({ kind: 'results', roundId: round.id })}
          onPutAway={() => putAway(round.id)}
        />
      ) : null}
      <HeartList onSelect={onSelect} />
      <div className={styles.more}>
        {edit ? (
          <Button tone="solid" onClick={onStart}>
            Start a round
          </Button>
        ) : null}
        <Button onClick={() => show({ kind: 'past' })}>Past rounds</Button>
      </div>
    </div>
  );
}
