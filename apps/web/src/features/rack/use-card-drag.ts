'use client';

import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { dropIndex } from './rack-order.js';

export interface CardDrag {
  readonly id: string;
  /** How far the card has been carried, in px. */
  readonly offsetPx: number;
  /** Where it would come to stand, counted in the rack without it. */
  readonly toIndex: number;
}

const startPx = 6;

/**
 * Carrying a card up or down the rack with a pointer. A finger carries it by the grip only (elsewhere it
 * scrolls); Escape puts it back. `cards` answers the card elements in rack order.
 */
export function useCardDrag(
  ids: readonly string[],
  cards: () => readonly HTMLElement[],
  onDrop: (id: string, toIndex: number) => void,
) {
  const [drag, setDrag] = useState<CardDrag | null>(null);
  const start = useRef<{ id: string; y: number; middles: number[] } | null>(null);
  const draggedLately = useRef(false);

  const stop = useCallback(() => {
    start.current = null;
    setDrag(null);
  }, []);
  const dragging = drag !== null;
  useEffect(() => {
    if (!dragging) return;
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && stop();
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [dragging, stop]);
  const handlers = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      draggedLately.current = false;
      const target = event.target as Element;
      const onGrip = target.closest('[data-grip]') !== null;
      if (event.button !== 0 || target.closest('input, [data-still]')) return;
      if (event.pointerType !== 'mouse' && !onGrip) return;
      const middles = cards().map((card) => {
        const box = card.getBoundingClientRect();
        return box.top + box.height / 2;
      });
      start.current = { id, y: event.clientY, middles };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      if (!from || from.id !== id) return;
      const offsetPx = event.clientY - from.y;
      if (!drag && Math.abs(offsetPx) < startPx) return;
      if (!drag) event.currentTarget.setPointerCapture(event.pointerId);
      draggedLately.current = true;
      const index = ids.indexOf(id);
      const middle = from.middles[index] ?? 0;
      setDrag({ id, offsetPx, toIndex: dropIndex(from.middles, index, middle + offsetPx) });
    },
    onPointerUp: () => {
      if (drag?.id === id && drag.toIndex !== ids.indexOf(id)) onDrop(id, drag.toIndex);
      stop();
    },
    onPointerCancel: stop,
    onLostPointerCapture: stop,
    // The click that ends a drag selects nothing.
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      if (!draggedLately.current) return;
      draggedLately.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  return { drag, handlers };
}
