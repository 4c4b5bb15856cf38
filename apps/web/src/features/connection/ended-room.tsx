'use client';

import type { ErrorBody, ErrorCode } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { Notice } from '../controls/notice.js';

const titles: Partial<Record<ErrorCode, string>> = {
  'room-not-found': 'There is no such room.',
  'not-a-member': 'You are not in this room.',
  unauthenticated: 'You are not in this room yet.',
  'room-full': 'The room is full.',
};

/** A room that is over for this person: it never was, or they were shown out. */
export function EndedRoom({ ended, wasInside }: { ended: ErrorBody | null; wasInside: boolean }) {
  const unsaved = useRoomState((state) => state.unsavedChanges);
  const removed = wasInside && (ended?.code === 'not-a-member' || ended?.code === 'unauthenticated');
  const title = removed
    ? 'The host has closed this room to you.'
    : ((ended && titles[ended.code]) ?? 'This room cannot be opened.');
  return (
    <Notice title={title}>
      <p>
        {removed
          ? 'Your designs and votes stay with the room. A new invite link lets you back in.'
          : (ended?.message ?? 'The connection ended for a reason that the server did not name.')}
      </p>
      {unsaved > 0 ? (
        <p>{`${counted(unsaved, 'change')} of yours ${unsaved === 1 ? 'was' : 'were'} not saved.`}</p>
      ) : null}
      {ended?.code === 'room-not-found' || removed ? null : (
        <Button onClick={() => location.reload()}>Try again</Button>
      )}
    </Notice>
  );
}
