'use client';

import { lockOn, type RoomClient } from '@toile/client';
import { nextStepDesigns } from '@toile/room';
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
        if (client.undo !== attached) {
          detach();
          attached = client.undo;
          attach();
        }
        // A lock may have been set, or taken away.
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
    () => client.undo.canUndo() && !locked(client, 'undo'),
    () => false,
  );
  const canRedo = useSyncExternalStore(
    subscribe,
    () => client.undo.canRedo() && !locked(client, 'redo'),
    () => false,
  );
  const undo = useCallback(() => void client.undo.undo(), [client]);
  const redo = useCallback(() => void client.undo.redo(), [client]);
  return { canUndo, canRedo, undo, redo };
}

/** Whether the next step would change what is locked for this person: the server would refuse it. */
function locked({ undo, state }: RoomClient, direction: 'undo' | 'redo'): boolean {
  return [...nextStepDesigns(undo, direction)].some((designId) => lockOn(state, designId) !== null);
}
