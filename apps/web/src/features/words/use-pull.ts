'use client';

import { directionByWords } from '@toile/client';
import { limits, type PackSummary } from '@toile/protocol';
import { type Design, designRecipe, type WordPull } from '@toile/room';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { wordsOf } from '../controls/words-of.js';

/** What words do to a design: asked for, and what came of it. */
export type Pull =
  | { readonly kind: 'none' }
  /** Seeds that have been looked at, of how many. */
  | { readonly kind: 'working'; readonly seen: number; readonly of: number }
  | {
      readonly kind: 'ready';
      /** As it was when it was asked about. */
      readonly design: Design;
      readonly pull: WordPull;
      /** -1..1; near 0 the words are hardly seen in such garments. */
      readonly agreement: number;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** Finds the direction in which a design follows words. Forgotten when the words, the design or the pack changes. */
export function usePull(
  pack: PackSummary,
  words: string,
  design: Design,
): { pull: Pull; ask: () => Promise<void> } {
  const { http, roomId } = useOpenRoom();
  const [pull, setPull] = useState<Pull>({ kind: 'none' });
  const asking = useRef<AbortController | null>(null);
  const about = `${pack.manifest.id} ${design.id} ${words}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is about is why it starts afresh.
  useEffect(() => {
    setPull({ kind: 'none' });
    return () => asking.current?.abort();
  }, [about]);

  const ask = useCallback(async () => {
    asking.current?.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    const onProgress = (seen: number, of: number) => {
      if (!signal.aborted) setPull({ kind: 'working', seen, of });
    };
    onProgress(0, limits.clipBlocks * limits.clipBlockSeeds);
    try {
      const { category } = design.structure + design.style > 1 ? design.b : design.a;
      const asked = { pack, category, text: words };
      const recipe = designRecipe(design, pack);
      const [{ step, agreement }, base] = await Promise.all([
        directionByWords(http, roomId, asked, { signal, onProgress }),
        http.latent(roomId, recipe, signal),
      ]);
      if (!signal.aborted) setPull({ kind: 'ready', design, pull: { base, step }, agreement });
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      setPull({ kind: 'failed', why: wordsOf(error) });
    }
  }, [http, roomId, pack, words, design]);
  return { pull, ask };
}
