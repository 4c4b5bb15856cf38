'use client';

import { type Member, type Role, roles } from '@toile/protocol';
import { useState } from 'react';
import { Button } from '../controls/button.js';
import fields from '../controls/field.module.css';
import { MemberQuestion, type MemberStep } from './member-question.js';
import styles from './people-list.module.css';
import { roleWords } from './person.js';
import { useSetRole } from './use-set-role.js';

interface MemberActionsProps {
  member: Member;
  /** A name that came with an archive: nobody is there to be given a role. */
  archived: boolean;
}

/** What a host can do about one member: their role, handing the room over to them, showing them out. */
export function MemberActions({ member, archived }: MemberActionsProps) {
  const { busy, setRole } = useSetRole(member);
  const [step, setStep] = useState<MemberStep | null>(null);
  if (step) {
    return <MemberQuestion member={member} step={step} archived={archived} onEnd={() => setStep(null)} />;
  }
  return (
    <div className={styles.actions}>
      {archived ? null : (
        <select
          className={fields.select}
          aria-label={`Role of ${member.name}`}
          value={member.role}
          disabled={busy}
          onChange={(event) => {
            const role = event.target.value as Role;
            if (role === 'host') setStep('hand-over');
            else setRole(role);
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
      <Button tone="quiet" aria-label={`Remove ${member.name}…`} onClick={() => setStep('remove')}>
        Remove
      </Button>
    </div>
  );
}
