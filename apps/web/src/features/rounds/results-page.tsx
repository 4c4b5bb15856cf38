'use client';

import { useCallback } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Loaded } from './loaded.js';
import { ResultsView } from './results-view.js';
import styles from './results-view.module.css';
import { useLoaded } from './use-loaded.js';

/** The results of a round that is not the room's last one: read from the server. */
export function ResultsPage({ roundId, onPast }: { roundId: string; onPast: () => void }) {
  const { http, roomId } = useOpenRoom();
  const load = useCallback(() => http.round(roomId, roundId), [http, roomId, roundId]);
  const loaded = useLoaded(load);
  return (
    <Loaded loaded={loaded} waiting="Reading the results…">
      {(round) =>
        round.state.kind === 'revealed' ? (
          <div>
            <h3 className={styles.question}>{round.question}</h3>
            <ResultsView round={round} state={round.state} onPast={onPast} />
          </div>
        ) : null
      }
    </Loaded>
  );
}
