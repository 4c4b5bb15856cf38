'use client';

import type { RoomState } from '@toile/client';
import { useRoomState } from '../../client/use-room.js';
import styles from './bar-state.module.css';

/** What becomes of this person's edits, in words. */
export function savedWords({
  connection,
  saving,
  synced,
}: Pick<RoomState, 'connection' | 'saving' | 'synced'>): {
  text: string;
  tone: 'calm' | 'busy' | 'trouble';
} {
  if (connection === 'ended') return { text: 'Closed', tone: 'trouble' };
  if (!synced) {
    return connection === 'offline'
      ? { text: 'Offline', tone: 'trouble' }
      : { text: 'Opening…', tone: 'busy' };
  }
  if (saving === 'unsaved') return { text: 'Not saved yet, offline', tone: 'trouble' };
  if (connection === 'offline') return { text: 'Offline, all saved', tone: 'trouble' };
  return saving === 'saving' ? { text: 'Saving…', tone: 'busy' } : { text: 'Saved', tone: 'calm' };
}

export function SavedState() {
  const connection = useRoomState((state) => state.connection);
  const saving = useRoomState((state) => state.saving);
  const synced = useRoomState((state) => state.synced);
  const { text, tone } = savedWords({ connection, saving, synced });
  return (
    <span className={styles.saved} data-tone={tone} role="status" aria-label="Saved state">
      <i />
      <b>{text}</b>
    </span>
  );
}
