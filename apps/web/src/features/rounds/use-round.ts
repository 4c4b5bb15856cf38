'use client';

import { mayEdit, type Round } from '@toile/protocol';
import { inElectorate } from '@toile/room';
import { useRights, useRoomState } from '../../client/use-room.js';

/** The round that is open or, where none is, the last one. */
export const useRound = (): Round | null => useRoomState((state) => state.round);

/** Whether a round is open, and whether it waits for this person's ballot. */
export function useBallotDue(): { readonly open: boolean; readonly due: boolean } {
  const open = useRoomState((state) => state.round?.state.kind === 'open');
  const due = useRoomState(
    ({ round, roundProgress, me }) =>
      round?.state.kind === 'open' &&
      me !== null &&
      inElectorate(round.electorate, me) &&
      (roundProgress?.mine ?? null) === null,
  );
  return { open, due };
}

/** Whether this person may cast a ballot in a round. */
export function useMayCast(round: Round): boolean {
  const me = useRoomState((state) => state.me);
  return me !== null && inElectorate(round.electorate, me);
}

/** Whether this person may extend, reveal and call off a round: a host, and whoever opened it. */
export function useMayEnd(round: Round): boolean {
  const { host } = useRights();
  const me = useRoomState((state) => state.me);
  return host || (me !== null && me.id === round.openedBy && mayEdit(me.role));
}

/** The name of a member, also of one who is gone. */
export function useMemberName(memberId: string | null): string {
  return useRoomState(
    (state) => state.members.find(({ id }) => id === memberId)?.name ?? 'somebody who has left',
  );
}
