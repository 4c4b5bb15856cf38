'use client';

import type { Design } from '@toile/room';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRack, useRoomState } from '../../client/use-room.js';
import { neighbourOf } from '../rack/rack-order.js';

export interface Selection {
  readonly design: Design | null;
  readonly select: (designId: string) => void;
}

/**
 * Which design is on this person's stage: what they chose, else the first. When it leaves the rack its
 * neighbour takes its place. The others are told (presence), unless it is a private sketch.
 */
export function useSelection(): Selection {
  const { client } = useOpenRoom();
  const rack = useRack();
  const sketch = useRoomState((state) => state.scratch?.design ?? null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const lastIds = useRef<readonly string[]>([]);
  const ids = rack.map(({ id }) => id);

  const chosen = sketch?.id === chosenId ? sketch : rack.find(({ id }) => id === chosenId);
  const gone = chosenId !== null && !chosen;
  const substituteId = gone ? neighbourOf(lastIds.current, chosenId) : null;
  const design = chosen ?? rack.find(({ id }) => id === substituteId) ?? rack[0] ?? null;

  useEffect(() => {
    // A design that has just been created here is chosen before the rack shows it: wait for it.
    if (gone && lastIds.current.includes(chosenId)) setChosenId(design?.id ?? null);
    lastIds.current = ids;
  });
  const designId = design?.id ?? null;
  useEffect(() => client.setLooking(designId), [client, designId]);

  const select = useCallback((id: string) => setChosenId(id), []);
  return { design, select };
}
