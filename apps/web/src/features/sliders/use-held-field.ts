'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CoalescedWriter } from '../../client/coalesced-writer.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';
import { whenTakenOver } from './taken-over.js';

/** How long after the last key press a slider still counts as held. */
const keyHoldMs = 900;
/** How long one that was taken over waits for the hand. */
const takenHoldMs = 5_000;

export interface HeldField {
  /** What the thumb shows: the hand's value while it is held here, the document's otherwise. */
  readonly shown: number;
  readonly held: boolean;
  readonly slide: (value: number) => void;
  readonly grab: () => void;
  readonly release: () => void;
  /** Set a value outright, as one undo step. */
  readonly put: (value: number) => void;
  /** Take it out of somebody else's hand. */
  readonly takeOver: () => void;
}

/**
 * A number of the document in somebody's hand. The thumb follows at once; the document is written at most 30
 * times a second and always with the last value; the others see who holds it. Whoever takes it over ends this
 * hold. `write` must not change identity at every render.
 */
export function useHeldField(
  designId: string,
  field: string,
  value: number,
  write: (value: number) => void,
): HeldField {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const [inHand, setInHand] = useState<number | null>(null);
  const [held, setHeld] = useState(false);
  const holding = useRef(false);
  const byPointer = useRef(false);
  /** Taken over by somebody else in mid-drag: the rest of the drag moves nothing. */
  const lost = useRef(false);
  const keyTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const writer = useMemo(
    () => new CoalescedWriter<number>((next) => void attempt(() => write(next))),
    [attempt, write],
  );

  const hold = useCallback(
    (over = false) => {
      if (holding.current) return;
      holding.current = true;
      setHeld(true);
      client.setHolding(over ? { designId, field, over } : { designId, field });
    },
    [client, designId, field],
  );

  const release = useCallback(() => {
    clearTimeout(keyTimer.current);
    byPointer.current = false;
    lost.current = false;
    if (!holding.current) return;
    holding.current = false;
    writer.flush();
    client.setHolding(null);
    setHeld(false);
    setInHand(null);
  }, [client, writer]);

  const grab = useCallback(() => {
    clearTimeout(keyTimer.current);
    byPointer.current = true;
    lost.current = false;
    hold();
  }, [hold]);

  const takeOver = useCallback(() => {
    hold(true);
    keyTimer.current = setTimeout(release, takenHoldMs);
  }, [hold, release]);

  useEffect(() => {
    if (!held) return;
    return whenTakenOver(client, { designId, field }, () => {
      const dragging = byPointer.current;
      release();
      lost.current = dragging;
    });
  }, [client, designId, field, held, release]);

  const slide = useCallback(
    (next: number) => {
      if (lost.current) return;
      hold();
      if (!byPointer.current) {
        clearTimeout(keyTimer.current);
        keyTimer.current = setTimeout(release, keyHoldMs);
      }
      setInHand(next);
      writer.push(next);
    },
    [hold, release, writer],
  );

  const put = useCallback(
    (next: number) => {
      release();
      client.undo.stopCapturing();
      writer.push(next);
      writer.flush();
      client.undo.stopCapturing();
    },
    [client, release, writer],
  );

  // Leaving the screen with a slider in hand lets go of it.
  useEffect(() => release, [release]);

  return { shown: inHand ?? value, held, slide, grab, release, put, takeOver };
}
