'use client';

import type { WordSources } from '@toile/client';
import { readState } from '@toile/room';
import { useMemo } from 'react';
import { momentTime } from '../../client/relative-time.js';
import { useActivity, useRack, useRoomState } from '../../client/use-room.js';

/** What sentences about the room are made with: names as they are now, or were last. */
export function useWords(): WordSources {
  const pack = useRoomState((state) => state.pack);
  const rack = useRack();
  const { entries } = useActivity();
  return useMemo(() => {
    const names = new Map<string, string>();
    const times = new Map<string, number>();
    for (const entry of entries.toReversed()) {
      if (entry.kind !== 'version' && entry.kind !== 'named') continue;
      const { id, designId, atMs, state } = entry.version;
      const { name } = readState(state);
      if (typeof name === 'string') names.set(designId, name);
      times.set(id, atMs);
    }
    for (const { id, name } of rack) names.set(id, name);
    return {
      pack,
      designName: (designId) => names.get(designId) ?? null,
      versionTime: (versionId) => {
        const atMs = times.get(versionId);
        return atMs === undefined ? null : momentTime(atMs, Date.now());
      },
    };
  }, [pack, rack, entries]);
}
