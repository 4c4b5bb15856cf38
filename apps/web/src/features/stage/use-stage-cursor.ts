'use client';

import { type PointerEvent, useEffect, useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';

/**
 * Tells the others where this person points, in fractions of the sheet under the garment: the same place on
 * the garment for everybody, whatever the shape of their window.
 */
export function useStageCursor() {
  const { client } = useOpenRoom();
  useEffect(() => () => client.setCursor(null), [client]);
  return useMemo(() => {
    const point = (event: PointerEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width;
      const y = (event.clientY - box.top) / box.height;
      client.setCursor(x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null);
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
