'use client';

import type { Tallies } from '@toile/protocol';
import { useCallback, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { useAttempt } from '../controls/use-attempt.js';
import { type Person, personOfMember } from '../presence/person.js';

const nobody: readonly string[] = [];

export const giversOf = (tallies: Tallies, designId: string): readonly string[] =>
  tallies.votes[designId] ?? nobody;

export interface Hearts {
  readonly count: number;
  readonly mine: boolean;
  /** In the order in which they gave them; members who left for good are counted but not named. */
  readonly givers: readonly Person[];
  /** A heart is on its way, or on its way back. */
  readonly busy: boolean;
  readonly toggle: () => void;
}

/** The hearts (standing votes) of one design. The count is the server's. */
export function useHearts(designId: string): Hearts {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const ids = useRoomState((state) => giversOf(state.tallies, designId));
  const members = useRoomState((state) => state.members);
  const me = useRoomState((state) => state.me?.id ?? null);
  const [busy, setBusy] = useState(false);
  const mine = me !== null && ids.includes(me);
  const givers = useMemo(
    () =>
      ids
        .map((id) => members.find((member) => member.id === id))
        .filter((member) => member !== undefined)
        .map(personOfMember),
    [ids, members],
  );
  const toggle = useCallback(async () => {
    setBusy(true);
    await attempt(() => client.vote(designId, !mine));
    setBusy(false);
  }, [attempt, client, designId, mine]);
  return { count: ids.length, mine, givers, busy, toggle };
}
