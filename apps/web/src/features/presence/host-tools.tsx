'use client';

import type { Design } from '@toile/room';
import { Lock, LockOpen, Megaphone } from 'lucide-react';
import { counted } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './host-tools.module.css';

/** What a host does with the whole room. Nothing for everybody else. */
export function HostTools({ design }: { design: Design | null }) {
  const { client } = useOpenRoom();
  const { host } = useRights();
  const locked = useRoomState(({ locks }) => locks.room !== null);
  const others = useRoomState(({ online, me }) => online.filter((id) => id !== me?.id).length);
  const attempt = useAttempt();
  const toast = useToast();
  if (!host) return null;

  const gather = async () => {
    if (!design || !(await attempt(() => client.gather(design.id)))) return;
    toast({ text: `Asked ${counted(others, 'person', 'people')} to look at ${design.name}.` });
  };
  return (
    <section className={styles.tools} aria-label="For the host">
      <Button onClick={() => attempt(() => client.lockRoom(!locked))}>
        {locked ? <LockOpen /> : <Lock />}
        {locked ? 'Unlock the room' : 'Lock the room'}
      </Button>
      <Button disabled={!design || others === 0} onClick={() => void gather()}>
        <Megaphone /> Bring everyone here
      </Button>
      <p>
        {locked
          ? 'Locked: only hosts change designs. Comments and votes go on.'
          : 'Locked, only hosts change designs. Bringing everyone here asks them; it moves nobody.'}
      </p>
    </section>
  );
}
