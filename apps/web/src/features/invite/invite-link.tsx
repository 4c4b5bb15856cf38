'use client';

import type { InviteRole } from '@toile/protocol';
import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { relativeTime } from '../../client/relative-time.js';
import { Button } from '../controls/button.js';
import { useToast } from '../controls/toasts.js';
import { copyText } from './copy-text.js';
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
  const box = useRef<HTMLInputElement>(null);
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (url: string) => {
    if (await copyText(url, box.current)) setCopied(true);
    else
      toast({ text: 'This browser does not let a page copy. Select the link and copy it.', tone: 'problem' });
  };

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
      {link?.url ? (
        <div className={styles.copy}>
          <input
            ref={box}
            readOnly
            value={link.url}
            aria-label={`${role} link`}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button tone="solid" onClick={() => copy(link.url ?? '')} aria-label={`Copy ${role} link`}>
            {copied ? <Check /> : <Copy />} {copied ? 'Copied' : 'Copy'}
          </Button>
        </div>
      ) : null}
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
