'use client';

import { useCallback, useEffect, useState } from 'react';
import { keep, readKept } from '../../client/kept.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useActivity, useRoomState } from '../../client/use-room.js';
import { newsSince } from './activity-news.js';

/**
 * Whether something has happened that this person has not looked at, and a function that says they have. What was
 * before their first visit is no news.
 */
export function useSeen(): { readonly unseen: boolean; readonly see: () => void } {
  const { roomId } = useOpenRoom();
  const { entries } = useActivity();
  const myId = useRoomState((state) => state.me?.id ?? null);
  const key = `activity.${roomId}`;
  const [seenAtMs, setSeenAtMs] = useState(() => Number(readKept(key) ?? Number.NaN));
  const newestMs = entries[0]?.atMs;

  const see = useCallback(() => {
    if (newestMs === undefined) return;
    keep(key, String(newestMs));
    setSeenAtMs(newestMs);
  }, [key, newestMs]);
  const first = Number.isNaN(seenAtMs);
  useEffect(() => {
    if (first) see();
  }, [first, see]);
  return { unseen: !first && newsSince(entries, seenAtMs, myId).length > 0, see };
}
