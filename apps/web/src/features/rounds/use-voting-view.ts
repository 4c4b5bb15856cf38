'use client';

import { type RefObject, useCallback, useRef, useState } from 'react';

/** What the voting panel shows. `closed`: on a wide screen nothing, on a phone whatever is at hand. */
export type VotingView =
  | { readonly kind: 'closed' }
  | { readonly kind: 'ballot' }
  | { readonly kind: 'results'; readonly roundId: string }
  | { readonly kind: 'past' };

export interface Voting {
  readonly view: VotingView;
  readonly show: (view: VotingView) => void;
  /** The panel's element, for `isInSight`. */
  readonly panel: RefObject<HTMLDivElement | null>;
  /** Whether the panel is on the screen: on a phone its tab may be, without having been opened. */
  readonly isInSight: () => boolean;
  /** Close the panel; the focus goes back to where it was opened from. */
  readonly close: () => void;
}

const closed: VotingView = { kind: 'closed' };

/** `onShow` is called whenever the panel opens or turns a page: a phone brings its tab to the front. */
export function useVotingView(onShow: () => void): Voting {
  const [view, setView] = useState<VotingView>(closed);
  const opener = useRef<Element | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const isInSight = useCallback(() => (panel.current?.offsetParent ?? null) !== null, []);
  const show = useCallback(
    (next: VotingView) => {
      opener.current ??= document.activeElement;
      setView(next);
      onShow();
    },
    [onShow],
  );
  const close = useCallback(() => {
    setView(closed);
    // Once the page without the panel is on the screen.
    requestAnimationFrame(() => {
      const { current } = opener;
      opener.current = null;
      if (current instanceof HTMLElement && current.isConnected) current.focus();
    });
  }, []);
  return { view, show, close, panel, isInSight };
}
