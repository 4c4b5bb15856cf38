'use client';

import { HeartSlip } from '../hearts/heart-slip.js';
import { OpenRoundSlip, ResultSlip } from './round-slip.js';
import { usePutAway } from './use-put-away.js';
import { useRound } from './use-round.js';
import type { Voting } from './use-voting-view.js';

interface VotingSlipProps {
  voting: Voting;
  onSelect: (designId: string) => void;
  onStart: () => void;
}

/** The foot of the side column: the open round, else the last result, else the room's hearts. */
export function VotingSlip({ voting: { show }, onSelect, onStart }: VotingSlipProps) {
  const round = useRound();
  const { isPutAway, putAway } = usePutAway();
  if (round?.state.kind === 'open')
    return <OpenRoundSlip round={round} onOpen={() => show({ kind: 'ballot' })} />;
  if (round?.state.kind === 'revealed' && !isPutAway(round.id)) {
    return (
      <ResultSlip
        round={round}
        results={round.state.results}
        onOpen={() => show({ kind: 'results', roundId: round.id })}
        onPutAway={() => putAway(round.id)}
      />
    );
  }
  return <HeartSlip onSelect={onSelect} onStart={onStart} onPast={() => show({ kind: 'past' })} />;
}
