'use client';

import type { PointerEvent } from 'react';
import { usePointing } from '../presence/use-pointing.js';

/** Tells the others on which card of the rack this person points, and where: their list may be scrolled elsewhere. */
export const useRackCursor = () => usePointing(placeOnCard);

function placeOnCard(event: PointerEvent<HTMLElement>) {
  // Between two cards it stays on the one that it left.
  const element = (event.target as Element).closest<HTMLElement>('[data-card]');
  const card = element?.dataset.card;
  if (!element || card === undefined) return undefined;
  const box = element.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  return { card, x: fraction(x, box.width), y: fraction(y, box.height) };
}

const fraction = (px: number, ofPx: number) => Math.min(1, Math.max(0, px / ofPx));
