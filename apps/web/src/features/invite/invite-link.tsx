'use client';

import type { InviteRole } from '@toile/protocol';
import { relativeTime } from '../../client/relative-time.js';
import { Button } from '../controls/button.js';
import { CopyBox } from './copy-box.js';
import styles from './invite-dialog.module.css';
import type { Link } from './use-invites.js';

interface InviteLinkProps {
  role: InviteRole;
  /** What people who follow the link may do. */
  may: string;
  link: Link | null;
  busy: boolean;
  onCreate: () => void;
  onRevoke: (inviteId: string) => void;
}

/** The link of one role: made, copied, replaced, revoked. */
export function InviteLink({ role, may, link, busy, onCreate, onRevoke }: InviteLinkProps) {
  return (
    <section className={styles.link} aria-label={`Link for ${role}s`}>
      <div className={styles.what}>
        <b>{role[0]?.toUpperCase() + role.slice(1)} link</b>
        <span>{may}</span>
      </div>
      {link === null ? (
        <Button disabled={busy} onClick={onCreate} aria-label={`Create link for ${role}s`}>
          Create link
        </Button>
      ) : null}
      {link?.url ? <CopyBox label={`${role} link`} text={link.url} /> : null}
      {link && !link.url ? (
        <p className={styles.elsewhere}>
          This link was made in another browser and cannot be shown again: the server keeps only its hash. It
          still works for those who have it.
        </p>
      ) : null}
      {link ? (
        <div className={styles.foot}>
          <span>made {relativeTime(link.invite.createdAtMs, Date.now())}</span>
          <Button
            tone="quiet"
            disabled={busy}
            onClick={onCreate}
            aria-label={`New link (the old stops working) for ${role}s`}
          >
            New link (the old stops working)
          </Button>
          <Button
            tone="quiet"
            disabled={busy}
            onClick={() => onRevoke(link.invite.id)}
            aria-label={`Revoke ${role} link`}
          >
            Revoke
          </Button>
        </div>
      ) : null}
    </section>
  );
}
