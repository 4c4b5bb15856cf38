'use client';

import type { Design } from '@toile/room';
import { useRights } from '../../client/use-room.js';
import { Dialog } from '../controls/dialog.js';
import { HostTools } from '../presence/host-tools.js';
import { PeopleList } from '../presence/people-list.js';
import { roleWords } from '../presence/person.js';

interface PeopleDialogProps {
  design: Design | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Everybody in the room, opened from the faces in the bar. */
export function PeopleDialog({ design, open, onOpenChange }: PeopleDialogProps) {
  const { role } = useRights();
  return (
    <Dialog
      title="People"
      description={
        role
          ? `You are ${role === 'editor' ? 'an' : 'a'} ${role}: ${roleWords[role].may}.`
          : 'Who is in this room.'
      }
      open={open}
      onOpenChange={onOpenChange}
    >
      <HostTools design={design} />
      <PeopleList />
    </Dialog>
  );
}
