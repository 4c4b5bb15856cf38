'use client';

import { useEffect, useState } from 'react';
import { keep, readKept } from '../../client/kept.js';
import { useOpenRoom } from '../../client/room-context.js';

const key = 'cursor';

/** Whether this person's cursor is kept from the others; this browser remembers it, for all rooms. */
export function useHiddenCursor(): [boolean, (hidden: boolean) => void] {
  const { client } = useOpenRoom();
  const [hidden, setHidden] = useState(() => readKept(key) === 'hidden');
  useEffect(() => client.hideCursor(hidden), [client, hidden]);
  const set = (next: boolean) => {
    keep(key, next ? 'hidden' : 'shown');
    setHidden(next);
  };
  return [hidden, set];
}
