'use client';

import { useEffect, useState } from 'react';

/** How long it is until `atMs` (of `Date.now()`), in ms, looked at every quarter of a second; null for null. */
export function useWaitUntil(atMs: number | null): number | null {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (atMs === null) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(timer);
  }, [atMs]);
  return atMs === null ? null : atMs - nowMs;
}
