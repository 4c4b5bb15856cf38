'use client';

import type { Round } from '@toile/protocol';
import { Clock3, Eye, X } from 'lucide-react';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './round-controls.module.css';
import { turnoutWords } from './round-words.js';

const minuteMs = 60_000;

/** For whoever runs the round: more time, the reveal, or an end without one. Ends are asked twice. */
export function RoundControls({ round }: { round: Round }) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const progress = useRoomState((state) => state.roundProgress);
  const [asked, setAsked] = useState<'reveal' | 'cancel' | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    await attempt(work);
    setBusy(false);
    setAsked(null);
  };
  const timed = round.state.kind === 'open' && round.state.closesAtMs !== null;

  return (
    <section className={styles.controls} aria-label="Run the round">
      {asked === null ? (
        <>
          <Button disabled={busy} onClick={() => run(() => client.extendRound(round.id, minuteMs))}>
            <Clock3 /> {timed ? 'One more minute' : 'Close in a minute'}
          </Button>
          <Button onClick={() => setAsked('reveal')}>
            <Eye /> Reveal now
          </Button>
          <Button tone="quiet" onClick={() => setAsked('cancel')}>
            <X /> Call off
          </Button>
        </>
      ) : (
        <>
          <p role="status">
            {asked === 'reveal'
              ? `${progress ? turnoutWords(progress.voted, progress.eligible) : 'Voting'}. Revealing ends the round for everyone.`
              : 'Calling it off ends the round without results; the ballots are deleted.'}
          </p>
          <Button
            tone="solid"
            autoFocus
            disabled={busy}
            onClick={() =>
              run(() => (asked === 'reveal' ? client.revealRound(round.id) : client.cancelRound(round.id)))
            }
          >
            {asked === 'reveal' ? 'Reveal the results' : 'Call it off'}
          </Button>
          <Button tone="quiet" onClick={() => setAsked(null)}>
            Not yet
          </Button>
        </>
      )}
    </section>
  );
}
