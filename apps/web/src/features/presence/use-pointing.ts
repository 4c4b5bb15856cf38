'use client';

import type { Presence } from '@toile/protocol';
import { type PointerEvent, useEffect, useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';

type Place = Presence['cursor'];

/**
 * Handlers that tell the others where this person points. `placeOf` answers the place under the pointer, null for
 * none, undefined to let the last one stand; it must be the same function from render to render.
 */
export function usePointing(placeOf: (event: PointerEvent<HTMLElement>) => Place | undefined) {
  const { client } = useOpenRoom();
  useEffect(() => () => client.setCursor(null), [client]);
  return useMemo(() => {
    const point = (event: PointerEvent<HTMLElement>) => {
      const place = placeOf(event);
      if (place !== undefined) client.setCursor(place);
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
  }, [client, placeOf]);
}
