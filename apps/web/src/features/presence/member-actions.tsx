'use client';

import { type Member, type Role, roles } from '@toile/protocol';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import fields from '../controls/field.module.css';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './people-list.module.css';
import { roleWords } from './person.js';

interface MemberActionsProps {
  member: Member;
  /** A name that came with an archive: nobody is there to be given a role. */
  archived: boolean;
}

/** What a host can do about one member: their role, handing the room over to them, showing them out. */
export function MemberActions({ member, archived }: MemberActionsProps) {
  const { http, roomId } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'remove' | 'hand-over' | null>(null);
  const { id, name } = member;

  const run = async (task: () => Promise<unknown>, done: string) => {
    setBusy(true);
    if (await attempt(task)) toast({ text: done });
    setBusy(false);
    setAsking(null);
  };

  if (asking) {
    const removing = asking === 'remove';
    return (
      <div className={styles.question} role="alert">
        <span>
          {removing
            ? archived
              ? `${name}’s hearts go, what they wrote and shaped stays.`
              : `A link that ${name} still has lets them back in: revoke it under Invite.`
            : `${name} becomes host and you an editor. Only they can give it back.`}
        </span>
        <Button
          tone="thread"
          disabled={busy}
          onClick={() =>
            removing
              ? run(() => http.removeMember(roomId, id), `${name} has been removed.`)
              : run(() => http.handOver(roomId, id), `${name} is the host now.`)
          }
        >
          {removing ? `Remove ${name}` : 'Hand over'}
        </Button>
        <Button tone="quiet" onClick={() => setAsking(null)}>
          Keep
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      {archived ? null : (
        <select
          className={fields.select}
          aria-label={`Role of ${name}`}
          value={member.role}
          disabled={busy}
          onChange={(event) => {
            const role = event.target.value as Role;
            if (role === 'host') setAsking('hand-over');
            else void run(() => http.setRole(roomId, id, role), `${name} is now ${role}.`);
          }}
        >
          {roles.toReversed().map((role) => (
            <option key={role} value={role}>
              {roleWords[role].title}
              {role === 'host' ? '…' : ''}
            </option>
          ))}
        </select>
      )}
      <Button tone="quiet" aria-label={`Remove ${name}…`} onClick={() => setAsking('remove')}>
        Remove
      </Button>
    </div>
  );
}
