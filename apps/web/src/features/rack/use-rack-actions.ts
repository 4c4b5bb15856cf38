'use client';

import type { Design } from '@toile/room';
import { useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { type ToastContent, useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import { afterIdFor } from './rack-order.js';

export interface RackActions {
  readonly rename: (design: Design, name: string) => void;
  readonly duplicate: (design: Design) => void;
  /** To a place counted in the rack without it. */
  readonly moveTo: (design: Design, index: number) => void;
  readonly moveBy: (design: Design, steps: number) => void;
  readonly remove: (design: Design) => void;
}

/** What can be done to the designs of the rack; each is one undo step of its own. */
export function useRackActions(onSelect: (designId: string) => void): RackActions {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  return useMemo(() => {
    const step = (run: () => void) =>
      attempt(() => {
        client.undo.stopCapturing();
        run();
        client.undo.stopCapturing();
      });
    const place = (design: Design) => client.rack.findIndex(({ id }) => id === design.id);
    const moveTo = (design: Design, index: number) => {
      const ids = client.rack.map(({ id }) => id);
      if (index < 0 || index >= ids.length || index === place(design)) return;
      void step(() => {
        client.edit.move(design.id, afterIdFor(ids, design.id, index));
        toast({ text: `${design.name} is now number ${index + 1} of ${ids.length}.` });
      });
    };
    return {
      rename: (design, name) => void step(() => client.edit.rename(design.id, name)),
      duplicate: (design) => void step(() => onSelect(client.edit.duplicate(design.id))),
      moveTo,
      moveBy: (design, steps) => moveTo(design, place(design) + steps),
      remove: (design) =>
        void step(() => {
          client.edit.remove(design.id);
          toast(deletionToast(design, client.undo.undoStack.at(-1)));
        }),
    };

    /** Offers the design back: by undo while the deletion is the last edit, as a copy afterwards. */
    function deletionToast(design: Design, deletion: unknown): ToastContent {
      const restore = () => {
        if (deletion !== undefined && client.undo.undoStack.at(-1) === deletion) client.undo.undo();
        else {
          const { id: _id, order: _order, ...fields } = design;
          onSelect(client.edit.create(fields));
        }
      };
      return {
        text: `${design.name} is off the rack.`,
        action: { label: 'Undo', run: () => void attempt(restore) },
      };
    }
  }, [client, attempt, toast, onSelect]);
}
