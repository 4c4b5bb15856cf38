'use client';

import { useRoomState } from '../../client/use-room.js';
import { Tip } from '../controls/tip.js';
import { useOnlinePeople } from '../presence/use-people.js';
import styles from './bar-state.module.css';
import { rendererWords } from './renderer-words.js';
import { SavedState } from './saved-state.js';

/** The room's health in a few words: saved, people here, how fast pictures come and what draws them. */
export function BarState() {
  const people = useOnlinePeople();
  const watching = useRoomState((state) => state.watching);
  const latencyMs = useRoomState((state) => state.lastLatencyMs);
  const renderer = useRoomState((state) => state.renderer);
  const words = rendererWords(renderer);
  return (
    <div className={styles.state}>
      <SavedState />
      {people.length > 0 ? (
        <span className={styles.here}>
          <b>{people.length}</b> here
          {watching > 0 ? (
            <>
              , <b>{watching}</b> watching
            </>
          ) : null}
        </span>
      ) : null}
      {words ? (
        <Tip text={words.long}>
          <button type="button" className={styles.renderer} data-trouble={words.trouble}>
            {latencyMs !== null && !words.trouble ? (
              <>
                frame in <b>{Math.round(latencyMs)} ms</b>{' '}
              </>
            ) : null}
            {words.short}
          </button>
        </Tip>
      ) : null}
    </div>
  );
}
