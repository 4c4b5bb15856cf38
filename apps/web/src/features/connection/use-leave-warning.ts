'use client';

import { useEffect } from 'react';
import { useRoomState } from '../../client/use-room.js';

/** Where changes would be lost with the page, the browser asks before it closes. */
export function useLeaveWarning(): void {
  const atStake = useRoomState(({ unsavedChanges, keeping }) => unsavedChanges > 0 && !keeping);
  useEffect(() => {
    if (!atStake) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [atStake]);
}
