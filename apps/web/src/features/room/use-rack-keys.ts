'use client';

import { useRack } from '../../client/use-room.js';
import { useShortcut } from '../shortcuts/use-shortcut.js';

/** `[` and `]` walk along the rack. */
export function useRackKeys(selectedId: string | null, select: (designId: string) => void): void {
  const rack = useRack();
  const step = (by: number) => {
    const at = rack.findIndex(({ id }) => id === selectedId);
    const next = rack[Math.min(rack.length - 1, Math.max(0, at + by))];
    if (next && next.id !== selectedId) select(next.id);
  };
  useShortcut('[', () => step(-1));
  useShortcut(']', () => step(1));
}
