'use client';

import type { Version } from '@toile/protocol';
import { useCallback } from 'react';
import { momentTime } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import { useLookingBack } from './looking-back.js';

/** Makes the look on the stage the present one, or brings a design back: an edit like any other, undone like any other. */
export function useRestoreVersion(): (version: Version) => Promise<boolean> {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  return useCallback(
    (version) =>
      attempt(() => {
        const gone = !client.rack.some(({ id }) => id === version.designId);
        client.undo.stopCapturing();
        client.edit.restoreVersion(version);
        client.undo.stopCapturing();
        const step = client.undo.undoStack.at(-1);
        toast({
          text: gone
            ? 'The design hangs on the rack again.'
            : `Restored as it was at ${momentTime(version.atMs, Date.now())}.`,
          action: {
            label: 'Undo',
            run: () => {
              if (client.undo.undoStack.at(-1) === step) client.undo.undo();
            },
          },
        });
      }),
    [client, attempt, toast],
  );
}

/** Goes on from the earlier version that is on the stage in a design of its own, which comes on the stage. */
export function useBranchVersion(): () => void {
  const { client } = useOpenRoom();
  const { design, earlier, back, select } = useLookingBack();
  const attempt = useAttempt();
  const toast = useToast();
  return useCallback(() => {
    const version = earlier?.versions.at(-1);
    if (!version) return;
    void attempt(() => {
      client.undo.stopCapturing();
      const branchId = client.edit.branchVersion(version);
      client.undo.stopCapturing();
      back();
      select(branchId);
      toast({ text: `This is a new design; ${design?.name} stays as it is.` });
    });
  }, [client, design, earlier, back, select, attempt, toast]);
}

/** Restores the earlier version that is on the stage, and goes back to now. */
export function useRestore(): () => void {
  const { earlier, back } = useLookingBack();
  const restoreVersion = useRestoreVersion();
  return useCallback(() => {
    const version = earlier?.versions.at(-1);
    if (version) void restoreVersion(version).then((worked) => worked && back());
  }, [earlier, restoreVersion, back]);
}
