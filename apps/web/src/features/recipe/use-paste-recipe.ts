'use client';

import { looksLikeRecipe, readSharedRecipe } from '@toile/client';
import { EditError } from '@toile/room';
import { useCallback, useEffect } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { wordsOf } from '../controls/words-of.js';

/** Puts a recipe's link or JSON on the rack; answers why not, or null. */
export type PasteRecipe = (text: string) => string | null;

export function usePasteRecipe(onSelect: (designId: string) => void): PasteRecipe {
  const { client } = useOpenRoom();
  const toast = useToast();
  return useCallback(
    (text) => {
      try {
        const shared = readSharedRecipe(text);
        client.undo.stopCapturing();
        onSelect(client.edit.paste(shared));
        client.undo.stopCapturing();
        toast({ text: `${shared.name ?? 'The recipe'} is on the rack.` });
        return null;
      } catch (error) {
        return error instanceof EditError ? error.message : wordsOf(error);
      }
    },
    [client, toast, onSelect],
  );
}

/**
 * Recipes that come by themselves: pasted anywhere but into a text box, or behind the "#" of the room's address,
 * where the recipe page puts one that is to be hung here.
 */
export function useRecipeArrivals(paste: PasteRecipe): void {
  const toast = useToast();
  const ready = useRoomState((state) => state.synced && state.me !== null && state.pack !== null);
  const arrive = useCallback(
    (text: string) => {
      const why = paste(text);
      if (why !== null) toast({ text: why, tone: 'problem' });
    },
    [paste, toast],
  );

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]'))
        return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!looksLikeRecipe(text)) return;
      event.preventDefault();
      arrive(text);
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, [arrive]);

  useEffect(() => {
    const { hash, pathname, search } = location;
    if (!ready || !hash.startsWith('#r=')) return;
    // Once: a reload must not hang it again.
    history.replaceState(history.state, '', `${pathname}${search}`);
    arrive(`/recipe${hash}`);
  }, [ready, arrive]);
}
