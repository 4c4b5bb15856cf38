'use client';

import { useState } from 'react';
import { keep, readKept } from '../../client/kept.js';
import { useOpenRoom } from '../../client/room-context.js';

/** Which round's result this browser has put away in this room, so that it does not come back with a reload. */
export function usePutAway(): {
  readonly isPutAway: (roundId: string) => boolean;
  readonly putAway: (roundId: string) => void;
} {
  const { roomId } = useOpenRoom();
  const key = `put-away.${roomId}`;
  const [last, setLast] = useState(() => readKept(key));
  return {
    isPutAway: (roundId) => roundId === last,
    putAway: (roundId) => {
      keep(key, roundId);
      setLast(roundId);
    },
  };
}
