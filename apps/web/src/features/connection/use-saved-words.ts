'use client';

import { useRoomState } from '../../client/use-room.js';
import { type SavedWords, savedWords } from './saved-words.js';
import { useConnection } from './use-connection.js';
import { useLasting } from './use-lasting.js';

/** Nobody's hand moves for that long without a rest, and a commit takes milliseconds. */
const longSavingMs = 15_000;

/** What becomes of this person's changes, as it stands. */
export function useSavedWords(): SavedWords {
  const connection = useConnection();
  const saving = useRoomState((state) => state.saving);
  const synced = useRoomState((state) => state.synced);
  const unsavedChanges = useRoomState((state) => state.unsavedChanges);
  const keeping = useRoomState((state) => state.keeping);
  const stuck = useLasting(saving === 'saving', longSavingMs);
  return savedWords({ connection, saving, synced, unsavedChanges, keeping }, stuck);
}
