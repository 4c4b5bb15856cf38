'use client';

import type { Member } from '@toile/protocol';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './people-list.module.css';

/** What a host is asked about before it is done. */
export type MemberStep = 'remove' | 'hand-over';

interface MemberQuestionProps {
  member: Member;
  step: MemberStep;
  /** A name that came with an archive, without a person. */
  archived?: boolean;
  /** Done, refused, or thought better of. */
  onEnd: () => void;
}

/** What follows from showing somebody out, or from handing the room over, and whether to do it. */
export function MemberQuestion({ member, step, archived = false, onEnd }: MemberQuestionProps) {
  const { id, name } = member;
  const { http, roomId } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const removing = step === 'remove';

  const run = async () => {
    setBusy(true);
    const did = await attempt(() => (removing ? http.removeMember(roomId, id) : http.handOver(roomId, id)));
    if (did) toast({ text: removing ? `${name} has been removed.` : `${name} is the host now.` });
    setBusy(false);
    onEnd();
  };
  return (
    <div className={styles.question} role="alert">
      <span>
        {removing
          ? archived
            ? `${name}’s hearts go, what they wrote and shaped stays.`
            : `A link that ${name} still has lets them back in: revoke it under Invite.`
          : `${name} becomes host and you an editor. Only they can give it back.`}
      </span>
      <Button tone="thread" disabled={busy} onClick={() => void run()}>
        {removing ? `Remove ${name}` : 'Hand over'}
      </Button>
      <Button tone="quiet" onClick={onEnd}>
        Keep
      </Button>
    </div>
  );
}
