'use client';

import type { Tallies } from '@toile/protocol';
import { useCallback, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { useAttempt } from '../controls/use-attempt.js';
import { type Person, personOfMember } from '../presence/person.js';

const nobody: readonly string[] = [];

export const votersOf = (tallies: Tallies, designId: string): readonly string[] =>
  tallies.votes[designId] ?? nobody;

export interface Votes {
  readonly count: number;
  readonly mine: boolean;
  /** In the order in which they voted; members who left for good are counted but not named. */
  readonly voters: readonly Person[];
  /** A vote is on its way. */
  readonly busy: boolean;
  readonly toggle: () => void;
}

/** The votes for one design. The count is the server's. */
export function useVotes(designId: string): Votes {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const ids = useRoomState((state) => votersOf(state.tallies, designId));
  const members = useRoomState((state) => state.members);
  const me = useRoomState((state) => state.me?.id ?? null);
  const [busy, setBusy] = useState(false);
  const mine = me !== null && ids.includes(me);
  const voters = useMemo(
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
  return { count: ids.length, mine, voters, busy, toggle };
}
