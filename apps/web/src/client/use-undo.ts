'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useOpenRoom } from './room-context.js';

const stackEvents = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;

export interface Undo {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Undo and redo of this person's own edits. Follows the client when it replaces its document. */
export function useUndo(): Undo {
  const { client } = useOpenRoom();
  const subscribe = useCallback(
    (listener: () => void) => {
      let attached = client.undo;
      const attach = () => {
        for (const event of stackEvents) attached.on(event, listener);
      };
      const detach = () => {
        for (const event of stackEvents) attached.off(event, listener);
      };
      attach();
      const unsubscribe = client.subscribe(() => {
        if (client.undo === attached) return;
        detach();
        attached = client.undo;
        attach();
        listener();
      });
      return () => {
        unsubscribe();
        detach();
      };
    },
    [client],
  );
  const canUndo = useSyncExternalStore(
    subscribe,
    () => client.undo.canUndo(),
    () => false,
  );
  const canRedo = useSyncExternalStore(
    subscribe,
    () => client.undo.canRedo(),
    () => false,
  );
  const undo = useCallback(() => void client.undo.undo(), [client]);
  const redo = useCallback(() => void client.undo.redo(), [client]);
  return { canUndo, canRedo, undo, redo };
}
