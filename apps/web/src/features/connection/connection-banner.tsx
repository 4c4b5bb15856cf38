'use client';

import { useEffect, useState } from 'react';
import { useRoomState } from '../../client/use-room.js';
import styles from './connection-banner.module.css';
import { rendererWords } from './renderer-words.js';

/** A lost connection shorter than this is nobody's business. */
const patienceMs = 700;

/** Says that the connection is lost and what becomes of edits; on a phone also that nothing draws. */
export function ConnectionBanner() {
  const connection = useRoomState((state) => state.connection);
  const synced = useRoomState((state) => state.synced);
  const renderer = useRoomState((state) => state.renderer);
  const [late, setLate] = useState(false);
  const offline = connection === 'offline';

  useEffect(() => {
    setLate(false);
    if (!offline) return;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [offline]);

  const words = rendererWords(renderer);
  if (offline && late) {
    return (
      <div className={styles.banner} role="status">
        <i /> Reconnecting… {synced ? 'Your edits are kept here and saved as soon as it works.' : ''}
      </div>
    );
  }
  return words?.trouble && !offline ? (
    <div className={`${styles.banner} ${styles.phone}`} role="status">
      {words.long}
    </div>
  ) : null;
}
