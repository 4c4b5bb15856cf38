'use client';

import { useReadOnly } from '../../client/read-only.js';
import { useRights } from '../../client/use-room.js';
import styles from './why-read-only.module.css';

const why = {
  voter: 'You came in as a voter: vote and comment freely, the shaping is done by editors.',
  viewer: 'You came in as a viewer: you see everything live, and editors do the shaping.',
  'room-locked':
    'The host has locked the room: designs stay as they are. Comments and votes go on, and you may try things privately.',
  'design-locked': 'The host has locked this design. Duplicate it, or try something else privately.',
};

/** The one quiet sentence that says why the controls do not move. Nothing for those who may edit. */
export function WhyReadOnly({ designId = null }: { designId?: string | null }) {
  const { role, edit, lock } = useRights(designId);
  const past = useReadOnly();
  if (role === null || edit) return null;
  const reason = lock ?? (role === 'viewer' ? 'viewer' : 'voter');
  return (
    <p className={styles.why}>
      {past ? 'As it was then. Back to now, and it can be shaped again.' : why[reason]}
    </p>
  );
}
