'use client';

import { commentIdSchema } from '@toile/protocol';
import { useCallback, useState } from 'react';
import { z } from 'zod';
import { keep, readKept } from '../../client/kept.js';

const schema = z.array(commentIdSchema);
/** Enough for everything that is still in sight; the oldest are forgotten first. */
const keptIds = 500;

function read(roomId: string): ReadonlySet<string> {
  try {
    return new Set(schema.parse(JSON.parse(readKept(`seen.${roomId}`) ?? '[]')));
  } catch {
    // Written by another version, or by hand: then nothing counts as seen.
    return new Set();
  }
}

/** Which comments this person has seen, as this browser remembers it. */
export function useSeenComments(roomId: string): {
  seen: ReadonlySet<string>;
  see: (commentIds: readonly string[]) => void;
} {
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => read(roomId));
  const see = useCallback(
    (commentIds: readonly string[]) => {
      setSeen((before) => {
        if (commentIds.every((id) => before.has(id))) return before;
        const all = [...new Set([...before, ...commentIds])].slice(-keptIds);
        keep(`seen.${roomId}`, JSON.stringify(all));
        return new Set(all);
      });
    },
    [roomId],
  );
  return { seen, see };
}
