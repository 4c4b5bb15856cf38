'use client';

import { useSyncExternalStore } from 'react';

/** The width below which the room is a stage with a tray; the style sheets have the same. */
const query = '(max-width: 899px)';

function subscribe(listener: () => void): () => void {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether this window is as narrow as a phone. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
