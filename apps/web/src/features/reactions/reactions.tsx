'use client';

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { type Reaction, ReactionShelf } from './reaction-shelf.js';

const Context = createContext<ReactionShelf | null>(null);
const none: readonly Reaction[] = [];

/** Remembers for a moment what people hold up, for the stage and the cards. */
export function ReactionsProvider({ children }: { children: ReactNode }) {
  const { client } = useOpenRoom();
  const [shelf, setShelf] = useState<ReactionShelf | null>(null);
  useEffect(() => {
    const opened = new ReactionShelf();
    setShelf(opened);
    const off = client.onSignal((signal) => {
      if (signal.kind === 'reaction') opened.take(signal);
    });
    return () => {
      off();
      opened.close();
    };
  }, [client]);
  return <Context value={shelf}>{children}</Context>;
}

/** What people have held up beside a design in the last few seconds, oldest first. */
export function useReactions(designId: string): readonly Reaction[] {
  const shelf = use(Context);
  const subscribe = useCallback(
    (listener: () => void) => shelf?.subscribe(listener) ?? (() => undefined),
    [shelf],
  );
  const snapshot = () => shelf?.of(designId) ?? none;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
