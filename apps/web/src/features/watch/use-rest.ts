'use client';

import { useEffect, useState } from 'react';

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focusin'] as const;

/** True once nobody has moved, pressed or typed for `afterMs`. */
export function useRest(afterMs: number): boolean {
  const [resting, setResting] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setResting(true), afterMs);
    const wake = () => {
      clearTimeout(timer);
      setResting(false);
      timer = setTimeout(() => setResting(true), afterMs);
    };
    for (const sign of signs) addEventListener(sign, wake, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, wake);
    };
  }, [afterMs]);
  return resting;
}
