'use client';

import type { Design } from '@toile/room';
import { useRoomState } from '../../client/use-room.js';

/** Whether `design` is this person's private sketch. */
export function useIsSketch(design: Design | null): boolean {
  const sketchId = useRoomState((state) => state.scratch?.design.id ?? null);
  return design !== null && design.id === sketchId;
}
