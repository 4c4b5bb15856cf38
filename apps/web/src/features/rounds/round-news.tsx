'use client';

import { useEffect, useRef, useState } from 'react';
import { useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import styles from './round-news.module.css';
import { outcomeWords } from './round-words.js';
import { useMemberName, useRound } from './use-round.js';
import { useTimeLeft } from './use-time-left.js';
import type { Voting } from './use-voting-view.js';

/** When the time left is spoken, in seconds. */
const spokenSeconds = [60, 10];

/** Says in passing that a round has opened, was given more time, was revealed or called off. */
export function RoundNews({ voting: { view, show, isInSight } }: { voting: Voting }) {
  const round = useRound();
  const me = useRoomState((state) => state.me?.id ?? null);
  const opener = useMemberName(round?.openedBy ?? null);
  const toast = useToast();
  /** The round as it was when this was last looked at; undefined until the room has been read. */
  const before = useRef<typeof round | undefined>(undefined);
  const entered = useRoomState((state) => state.room !== null);

  useEffect(() => {
    if (!entered) return;
    const last = before.current;
    before.current = round;
    if (last === undefined || round === null || last === round) return;
    const { id, question, state } = round;
    const same = last?.id === id;
    // The panel is before this person's eyes and says it all.
    const seen = isInSight() && (view.kind === 'closed' || view.kind === 'ballot');
    if (state.kind === 'open' && !same && round.openedBy !== me && !seen) {
      toast({
        text: `${opener} asks: ${question}`,
        action: { label: 'Vote', run: () => show({ kind: 'ballot' }) },
      });
    }
    if (!same) return;
    if (state.kind === 'open' && last.state.kind === 'open' && state.extensions > last.state.extensions) {
      toast({ text: 'The round was given more time.' });
    }
    if (state.kind === 'revealed' && !seen) {
      toast({
        text: `The round is over: ${outcomeWords(round, state.results)}.`,
        action: { label: 'See the results', run: () => show({ kind: 'results', roundId: id }) },
      });
    }
    if (state.kind === 'cancelled') toast({ text: 'The round was called off. Nobody’s ballot was kept.' });
  }, [round, entered, me, opener, view.kind, show, isInSight, toast]);

  return round?.state.kind === 'open' ? <TimeSpoken round={round} /> : null;
}

/** Tells a screen reader when the time runs out, and does not tell it every second. */
function TimeSpoken({ round }: { round: NonNullable<ReturnType<typeof useRound>> }) {
  const leftMs = useTimeLeft(round);
  const [words, setWords] = useState('');
  const seconds = leftMs === null ? null : Math.ceil(leftMs / 1_000);
  useEffect(() => {
    if (seconds !== null && spokenSeconds.includes(seconds)) setWords(`${seconds} seconds left to vote.`);
  }, [seconds]);
  return (
    <span className={styles.spoken} role="status">
      {words}
    </span>
  );
}
