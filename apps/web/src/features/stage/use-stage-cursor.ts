'use client';

import type { PointerEvent } from 'react';
import { usePointing } from '../presence/use-pointing.js';

/**
 * Tells the others where this person points, in fractions of the sheet under the garment: the same place on
 * the garment for everybody, whatever the shape of their window.
 */
export const useStageCursor = () => usePointing(placeOnSheet);

function placeOnSheet(event: PointerEvent<HTMLElement>) {
  const box = event.currentTarget.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width;
  const y = (event.clientY - box.top) / box.height;
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
}
