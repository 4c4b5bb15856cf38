'use client';

import { useEffect, useState } from 'react';

/** `value` once it has not changed for `quietMs`; the first value at once. */
export function useSettled<T>(value: T, quietMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (settled === null) {
      setSettled(value);
      return;
    }
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value, quietMs, settled]);
  return settled;
}
