'use client';

import type { Round } from '@toile/protocol';
import { useEffect, useState } from 'react';
import { useRoomState } from '../../client/use-room.js';

/** Milliseconds until a round closes by the server's clock, told once a second; null for one without a timer. */
export function useTimeLeft({ state }: Round): number | null {
  const offsetMs = useRoomState((room) => room.clockOffsetMs);
  const closesAtMs = state.kind === 'open' ? state.closesAtMs : null;
  const [, setNow] = useState(0);
  useEffect(() => {
    if (closesAtMs === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(Date.now());
      const leftMs = closesAtMs - Date.now() - offsetMs;
      // On the whole second, so that everybody's clocks change together.
      if (leftMs > 0) timer = setTimeout(tick, leftMs % 1_000 || 1_000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [closesAtMs, offsetMs]);
  return closesAtMs === null ? null : Math.max(0, closesAtMs - Date.now() - offsetMs);
}
