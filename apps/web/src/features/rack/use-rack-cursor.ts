'use client';

import { type PointerEvent, useEffect, useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';

const fraction = (px: number, ofPx: number) => Math.min(1, Math.max(0, px / ofPx));

/** Tells the others on which card of the rack this person points, and where: their list may be scrolled elsewhere. */
export function useRackCursor() {
  const { client } = useOpenRoom();
  useEffect(() => () => client.setCursor(null), [client]);
  return useMemo(() => {
    const point = (event: PointerEvent<HTMLElement>) => {
      // Between two cards it stays on the one that it left.
      const element = (event.target as Element).closest<HTMLElement>('[data-card]');
      const card = element?.dataset.card;
      if (!element || card === undefined) return;
      const box = element.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      client.setCursor({ card, x: fraction(x, box.width), y: fraction(y, box.height) });
    };
    const leave = () => client.setCursor(null);
    const lift = (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'mouse') leave();
    };
    return {
      onPointerDown: point,
      onPointerMove: point,
      onPointerLeave: leave,
      onPointerUp: lift,
      onPointerCancel: leave,
    };
  }, [client]);
}
