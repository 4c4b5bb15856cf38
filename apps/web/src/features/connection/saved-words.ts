import type { RoomState } from '@toile/client';
import { counted } from '../../client/relative-time.js';

export interface SavedWords {
  readonly text: string;
  readonly tone: 'calm' | 'busy' | 'trouble';
}

/** What becomes of this person's changes, in words. */
export function savedWords({
  connection,
  saving,
  synced,
  unsavedChanges,
  keeping,
}: Pick<RoomState, 'connection' | 'saving' | 'synced' | 'unsavedChanges' | 'keeping'>): SavedWords {
  if (connection === 'ended') return { text: 'Closed', tone: 'trouble' };
  if (!synced) {
    return connection === 'offline'
      ? { text: 'Offline', tone: 'trouble' }
      : { text: 'Opening…', tone: 'busy' };
  }
  if (connection === 'offline') {
    if (saving === 'saved') return { text: 'Offline: all is saved', tone: 'trouble' };
    const waiting = `${counted(unsavedChanges, 'change')} ${unsavedChanges === 1 ? 'waits' : 'wait'}`;
    const where = keeping ? 'in this browser' : 'in this page: leave it open';
    return { text: `Offline: ${waiting} ${where}`, tone: 'trouble' };
  }
  return saving === 'saved' ? { text: 'Saved', tone: 'calm' } : { text: 'Saving…', tone: 'busy' };
}

/** When the next attempt at a lost connection comes, in words; `waitMs` null: it is under way. */
export function retryWords(waitMs: number | null): string {
  return waitMs === null || waitMs <= 0 ? 'Reconnecting…' : `Reconnecting in ${Math.ceil(waitMs / 1_000)} s`;
}
