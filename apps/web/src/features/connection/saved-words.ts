import type { RoomState } from '@toile/client';
import { counted } from '../../client/relative-time.js';

export interface SavedWords {
  readonly text: string;
  readonly tone: 'calm' | 'busy' | 'trouble';
}

type Saved = Pick<RoomState, 'connection' | 'saving' | 'synced' | 'unsavedChanges' | 'keeping'>;

/** What becomes of this person's changes, in words; `stuck`: saving takes longer than it should. */
export function savedWords(
  { connection, saving, synced, unsavedChanges, keeping }: Saved,
  stuck = false,
): SavedWords {
  if (connection === 'ended') return { text: 'Closed', tone: 'trouble' };
  if (!synced) {
    return connection === 'offline'
      ? { text: 'Offline', tone: 'trouble' }
      : { text: 'Opening…', tone: 'busy' };
  }
  if (connection === 'offline') {
    if (saving === 'saved') return { text: 'Offline: all is saved', tone: 'trouble' };
    return { text: `Offline: ${waitingWords(unsavedChanges, keeping)}`, tone: 'trouble' };
  }
  if (stuck && saving !== 'saved') {
    return { text: `Not saved yet: ${waitingWords(unsavedChanges, keeping)}`, tone: 'trouble' };
  }
  return saving === 'saved' ? { text: 'Saved', tone: 'calm' } : { text: 'Saving…', tone: 'busy' };
}

function waitingWords(changes: number, keeping: boolean): string {
  const where = keeping ? 'in this browser' : 'in this page: leave it open';
  return `${counted(changes, 'change')} ${changes === 1 ? 'waits' : 'wait'} ${where}`;
}

/** When the next attempt at a lost connection comes, in words; `waitMs` null: it is under way. */
export function retryWords(waitMs: number | null): string {
  return waitMs === null || waitMs <= 0 ? 'Reconnecting…' : `Reconnecting in ${Math.ceil(waitMs / 1_000)} s`;
}
