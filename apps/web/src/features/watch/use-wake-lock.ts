'use client';

import { useEffect } from 'react';

/** Keep the screen on while this is on it. Browsers without wake locks, or that refuse one, go on as they do. */
export function useWakeLock(enabled: boolean): void {
  useEffect(() => {
    if (!enabled || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const ask = async () => {
      if (gone || document.visibilityState !== 'visible') return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (gone) await lock.release();
      } catch {
        // Low battery, or a policy: the screen may go dark.
        lock = null;
      }
    };
    // A lock ends when the page is hidden.
    document.addEventListener('visibilitychange', ask);
    void ask();
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release().catch(() => undefined);
    };
  }, [enabled]);
}
