'use client';

import { useRoomState } from '../../client/use-room.js';
import { Tip } from '../controls/tip.js';
import { useOnlinePeople } from '../presence/use-people.js';
import styles from './bar-state.module.css';
import { Reconnecting } from './reconnecting.js';
import { SavedState } from './saved-state.js';
import { StateSlip } from './state-slip.js';
import { useConnection } from './use-connection.js';
import { useLeaveWarning } from './use-leave-warning.js';
import { useRendererWords } from './use-renderer-words.js';

/**
 * The room's health in a few words: what is saved, people here, what draws and how fast; while the connection is
 * lost, what waits and when it is tried again. A phone has a dot that opens to the same words, and only the loss
 * of the connection written out.
 */
export function BarState() {
  const offline = useConnection() === 'offline';
  useLeaveWarning();
  return (
    <div className={styles.state} data-offline={offline}>
      <SavedState />
      {offline ? <Reconnecting /> : <Health />}
      <StateSlip />
    </div>
  );
}

function Health() {
  const people = useOnlinePeople();
  const watching = useRoomState((state) => state.watching);
  const latencyMs = useRoomState((state) => state.lastLatencyMs);
  const words = useRendererWords();
  return (
    <>
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
          <button type="button" className={styles.renderer} data-trouble={words.state === 'trouble'}>
            {latencyMs !== null && words.state === 'resting' ? (
              <>
                frame in <b>{Math.round(latencyMs)} ms</b>{' '}
              </>
            ) : null}
            {words.short}
          </button>
        </Tip>
      ) : null}
    </>
  );
}
