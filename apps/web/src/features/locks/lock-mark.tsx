'use client';

import { Lock } from 'lucide-react';
import { useRoomState } from '../../client/use-room.js';
import styles from './lock-mark.module.css';

/** A small padlock where a design is locked; nothing elsewhere. */
export function LockMark({ designId }: { designId: string }) {
  const locked = useRoomState(({ locks }) => Object.hasOwn(locks.designs, designId));
  if (!locked) return null;
  return (
    <span className={styles.mark} role="img" aria-label="Locked" title="Locked: only the host changes it">
      <Lock aria-hidden="true" />
    </span>
  );
}
