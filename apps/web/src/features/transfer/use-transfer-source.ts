'use client';

import { recipeJson } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import { type Design, type DesignSource, designRecipe } from '@toile/room';
import { useEffect, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { wordsOf } from '../controls/words-of.js';
import { useSettled } from '../sources/use-settled.js';
import type { SourceChoice } from './transfer-choice.js';

/** What a choice has come to. */
export type TransferSource =
  | { readonly kind: 'ready'; readonly source: DesignSource }
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly message: string; readonly again: () => void }
  /** The design has left the rack. */
  | { readonly kind: 'gone' };

type Answer = { readonly designId: string; readonly wanted: string } & (
  | { readonly source: DesignSource }
  | { readonly message: string }
);

/** Somebody's drag changes a design with every step: it is asked about when the hand rests. */
const quietMs = 250;

/**
 * The source behind a choice, for a design at `truncationPsi`. While a chosen design changes, what it was a moment
 * ago stands in.
 */
export function useTransferSource(
  choice: SourceChoice,
  designs: readonly Design[],
  pack: PackSummary,
  truncationPsi: number,
): TransferSource {
  const { client } = useOpenRoom();
  const chosen = choice.kind === 'design' ? (designs.find(({ id }) => id === choice.designId) ?? null) : null;
  const wanted = useMemo(
    () => chosen && `${chosen.id} ${truncationPsi} ${recipeJson(designRecipe(chosen, pack))}`,
    [chosen, truncationPsi, pack],
  );
  const settled = useSettled(wanted, quietMs);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `settled` says all of the design that counts, and an attempt is one more.
  useEffect(() => {
    if (settled === null || chosen === null) return;
    const about = { designId: chosen.id, wanted: settled };
    let left = false;
    client.sources.of(chosen, truncationPsi).then(
      (source) => left || setAnswer({ ...about, source }),
      (error: unknown) => left || setAnswer({ ...about, message: wordsOf(error) }),
    );
    return () => {
      left = true;
    };
  }, [client, settled, attempt]);

  return useMemo(() => {
    if (choice.kind !== 'design') return { kind: 'ready', source: choice.source };
    if (chosen === null) return { kind: 'gone' };
    if (answer === null || answer.designId !== chosen.id) return { kind: 'asking' };
    if ('source' in answer) return { kind: 'ready', source: answer.source };
    const again = () => {
      setAnswer(null);
      setAttempt((count) => count + 1);
    };
    return answer.wanted === wanted ? { kind: 'failed', message: answer.message, again } : { kind: 'asking' };
  }, [choice, chosen, answer, wanted]);
}
