'use client';

import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import styles from './bar-state.module.css';
import { retryWords } from './saved-words.js';
import { useWaitUntil } from './use-wait-until.js';

/** When the lost connection is tried again, and a way not to wait for that. */
export function Reconnecting() {
  const { client } = useOpenRoom();
  const waitMs = useWaitUntil(useRoomState((state) => state.retryAtMs));
  return (
    <span className={styles.reconnecting}>
      <span>{retryWords(waitMs)}</span>
      <button type="button" className={styles.retry} onClick={() => client.retryNow()}>
        Try now
      </button>
    </span>
  );
}
