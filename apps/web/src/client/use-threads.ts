'use client';

import type { Thread } from '@toile/room';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useOpenRoom } from './room-context.js';

/** Every thread of the room, oldest first. */
export function useThreads(): readonly Thread[] {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribeThreads(listener), [client]);
  const snapshot = () => client.threads;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** A thread and its number on its design: the first is 1, settled ones keep theirs. */
export interface NumberedThread extends Thread {
  readonly number: number;
}

/** The threads of one design. */
export function useDesignThreads(designId: string | null): readonly NumberedThread[] {
  const threads = useThreads();
  return useMemo(
    () =>
      threads
        .filter(({ comment }) => comment.designId === designId)
        .map((thread, index) => ({ ...thread, number: index + 1 })),
    [threads, designId],
  );
}
