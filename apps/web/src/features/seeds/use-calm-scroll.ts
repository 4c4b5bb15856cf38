'use client';

import { type RefObject, useEffect, useState } from 'react';

const restMs = 140;
/** Screens a second: below this everything that comes into sight is worth a picture. */
const calmScreens = 2.5;

/** False while `scroller`, `heightPx` high, flies past faster than anybody looks. */
export function useCalmScroll(scroller: RefObject<HTMLElement | null>, heightPx: number): boolean {
  const [calm, setCalm] = useState(true);
  useEffect(() => {
    const element = scroller.current;
    if (!element || heightPx === 0) return;
    let last = { top: element.scrollTop, atMs: performance.now() };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const now = { top: element.scrollTop, atMs: performance.now() };
      const screens = Math.abs(now.top - last.top) / heightPx;
      const seconds = Math.max(0.008, (now.atMs - last.atMs) / 1_000);
      // The first event after a rest tells of one step, not of a speed.
      if (now.atMs - last.atMs < restMs || screens > 1) setCalm(screens / seconds < calmScreens);
      last = now;
      clearTimeout(timer);
      timer = setTimeout(() => setCalm(true), restMs);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, heightPx]);
  return calm;
}
