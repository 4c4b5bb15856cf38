'use client';

import type { Spot } from '@toile/room';
import { useEffect, useRef } from 'react';

/** Answers where on the stage's sheet the mouse is, in fractions of it; null elsewhere and for fingers. */
export function usePointedSpot(): () => Spot | null {
  const spot = useRef<Spot | null>(null);
  useEffect(() => {
    const onMove = ({ target, clientX, clientY, pointerType }: PointerEvent) => {
      const sheet = target instanceof Element ? target.closest('[data-sheet]') : null;
      const box = sheet?.getBoundingClientRect();
      spot.current =
        box && pointerType === 'mouse'
          ? { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
          : null;
    };
    addEventListener('pointermove', onMove, { passive: true });
    return () => removeEventListener('pointermove', onMove);
  }, []);
  return () => spot.current;
}

/** Somewhere in the middle of the picture, never twice at the same place. */
export const someSpot = (): Spot => ({ x: 0.38 + 0.24 * Math.random(), y: 0.44 + 0.16 * Math.random() });
