'use client';

import type { InviteRole } from '@toile/protocol';
import { Dialog } from '../controls/dialog.js';
import { PeopleList } from '../presence/people-list.js';
import styles from './invite-dialog.module.css';
import { InviteLink } from './invite-link.js';
import { LiveViewLink } from './live-view-link.js';
import { useInvites } from './use-invites.js';

const offered: readonly { role: InviteRole; may: string }[] = [
  { role: 'editor', may: 'may shape designs and vote' },
  { role: 'voter', may: 'may look, comment and vote' },
  { role: 'viewer', may: 'may look on, live' },
];

interface InviteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** One link a role, and the people who are in already. Hosts only. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  return (
    <Dialog
      title="Invite people"
      description="Whoever has a link can come in with it, without an account. Send each person the one that fits."
      open={open}
      onOpenChange={onOpenChange}
    >
      <Links open={open} />
      <LiveViewLink open={open} />
      <h3 className={styles.heading}>People</h3>
      <PeopleList />
    </Dialog>
  );
}

function Links({ open }: { open: boolean }) {
  const { loading, busy, linkOf, create, revoke } = useInvites(open);
  return (
    <div className={styles.links} aria-busy={loading}>
      {offered.map(({ role, may }) => (
        <InviteLink
          key={role}
          role={role}
          may={may}
          link={linkOf(role)}
          busy={loading || busy === role}
          onCreate={() => create(role)}
          onRevoke={(inviteId) => revoke(role, inviteId)}
        />
      ))}
    </div>
  );
}
