'use client';

import { useState, useSyncExternalStore } from 'react';
import { keptName } from './kept.js';

const never = () => () => undefined;

/** A name field's state that starts with the name kept by this browser. */
export function useKeptName(): [string, (name: string) => void] {
  const kept = useSyncExternalStore(never, keptName, () => '');
  const [typed, setTyped] = useState<string | null>(null);
  return [typed ?? kept, setTyped];
}
