'use client';

import { inviteRoleSchema, type Member } from '@toile/protocol';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import fields from '../controls/field.module.css';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './people-list.module.css';
import { roleWords } from './person.js';

/** What a host can do about one member. */
export function MemberActions({ member }: { member: Member }) {
  const { http, roomId } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);

  const run = async (task: () => Promise<unknown>, done: string) => {
    setBusy(true);
    if (await attempt(task)) toast({ text: done });
    setBusy(false);
    setAsking(false);
  };

  if (asking) {
    return (
      <div className={styles.actions}>
        <Button
          tone="thread"
          disabled={busy}
          onClick={() => run(() => http.removeMember(roomId, member.id), `${member.name} has been removed.`)}
        >
          Remove {member.name}
        </Button>
        <Button tone="quiet" onClick={() => setAsking(false)}>
          Keep
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      <select
        className={fields.select}
        aria-label={`Role of ${member.name}`}
        value={member.role}
        disabled={busy}
        onChange={(event) => {
          const role = inviteRoleSchema.parse(event.target.value);
          void run(() => http.setRole(roomId, member.id, role), `${member.name} is now ${role}.`);
        }}
      >
        {inviteRoleSchema.options.toReversed().map((role) => (
          <option key={role} value={role}>
            {roleWords[role].title}
          </option>
        ))}
      </select>
      <Button tone="quiet" aria-label={`Remove ${member.name}…`} onClick={() => setAsking(true)}>
        Remove
      </Button>
    </div>
  );
}
