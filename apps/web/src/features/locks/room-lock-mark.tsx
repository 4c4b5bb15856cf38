'use client';

import { Lock } from 'lucide-react';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Tip } from '../controls/tip.js';
import styles from './room-lock-mark.module.css';

/** In the bar while the room is locked; opens the list of people, where the host unlocks it. */
export function RoomLockMark({ onOpen }: { onOpen: () => void }) {
  const locked = useRoomState(({ locks }) => locks.room !== null);
  const { host } = useRights();
  if (!locked) return null;
  const why = host
    ? 'Only hosts change designs now. Unlock it under People.'
    : 'Only the host changes designs now.';
  return (
    <Tip text={why}>
      <button type="button" className={styles.mark} onClick={onOpen}>
        <Lock aria-hidden="true" />
        <span>Locked</span>
      </button>
    </Tip>
  );
}
