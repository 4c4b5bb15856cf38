'use client';

import { type ReactionMark, ToileError } from '@toile/protocol';
import type { Spot } from '@toile/room';
import { useEffect, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';

/** How long it is said that a reaction was one too many, in ms. */
const saidMs = 4_000;

/** Holds a mark up beside a design. `tooMany`: the last one was past the limit, and reached nobody. */
export function useReact(designId: string): {
  readonly react: (mark: ReactionMark, at: Spot) => void;
  readonly tooMany: boolean;
} {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const [refused, setRefused] = useState(0);
  useEffect(() => {
    if (refused === 0) return;
    const timer = setTimeout(() => setRefused(0), saidMs);
    return () => clearTimeout(timer);
  }, [refused]);
  const react = (mark: ReactionMark, at: Spot) =>
    void attempt(async () => {
      try {
        await client.react(designId, mark, at);
      } catch (error) {
        if (!(error instanceof ToileError) || error.code !== 'rate-limited') throw error;
        setRefused((count) => count + 1);
      }
    });
  return { react, tooMany: refused > 0 };
}
