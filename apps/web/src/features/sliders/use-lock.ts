'use client';

import { type Design, isLocked } from '@toile/room';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';

export interface Lock {
  readonly locked: boolean;
  readonly toggle: () => void;
}

/**
 * One padlock for some sliders (direction ids) or fields (of `lockable`): locked where all of them are. What is
 * locked stays as it is when the design is varied, for everyone.
 */
export function useLock(design: Design, names: readonly string[]): Lock {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const locked = names.length > 0 && names.every((name) => isLocked(design, name));
  const toggle = () =>
    void attempt(() => {
      client.undo.stopCapturing();
      for (const name of names) client.edit.setLock(design.id, name, !locked);
      client.undo.stopCapturing();
    });
  return { locked, toggle };
}
