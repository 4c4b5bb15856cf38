'use client';

import { type Design, rested } from '@toile/room';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';

export interface Rest {
  /** Some of them are away from rest and not locked. */
  readonly possible: boolean;
  readonly run: () => void;
}

/** Puts sliders to rest, by their direction ids or all of the design's, in one undo step; locked ones stay. */
export function useRest(design: Design, directionIds: readonly string[] | null): Rest {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  return {
    possible: rested(design, directionIds) !== null,
    run: () =>
      void attempt(() => {
        const fields = rested(design, directionIds);
        if (!fields) return;
        client.undo.stopCapturing();
        client.edit.change(design.id, fields);
        client.undo.stopCapturing();
      }),
  };
}
