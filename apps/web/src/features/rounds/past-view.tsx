'use client';

import { useCallback } from 'react';
import { relativeTime } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { FrozenPicture } from './frozen-picture.js';
import { Loaded } from './loaded.js';
import styles from './past-view.module.css';
import { methodWords, votedWords } from './round-words.js';
import { useLoaded } from './use-loaded.js';

/** The rounds that were revealed in this room, newest first. */
export function PastView({ onOpen }: { onOpen: (roundId: string) => void }) {
  const { http, roomId } = useOpenRoom();
  // Read anew whenever a round ends.
  const last = useRoomState((state) => (state.round?.state.kind === 'revealed' ? state.round.id : null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the last round is a reason to load.
  const load = useCallback(() => http.rounds(roomId), [http, roomId, last]);
  const loaded = useLoaded(load);
  return (
    <Loaded loaded={loaded} waiting="Reading the past rounds…">
      {(rounds) =>
        rounds.length === 0 ? (
          <p className={styles.none}>No round has been revealed in this room yet.</p>
        ) : (
          <ul className={styles.past}>
            {rounds.map((round) => (
              <li key={round.id}>
                <button type="button" onClick={() => onOpen(round.id)}>
                  <span className={styles.picture}>
                    {round.winner ? <FrozenPicture option={round.winner} alt="" /> : null}
                  </span>
                  <span className={styles.words}>
                    <span className={styles.question}>{round.question}</span>
                    <span>{round.winner ? `${round.winner.name} came first` : 'No decision'}</span>
                    <span className={styles.about}>
                      {methodWords[round.method.kind].title} · {votedWords(round.voted, round.eligible)} ·{' '}
                      {relativeTime(round.revealedAtMs, Date.now())}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
