'use client';

import { useReadOnly } from '../../client/read-only.js';
import { useRights } from '../../client/use-room.js';
import styles from './why-read-only.module.css';

const why: Record<string, string> = {
  voter: 'You came in as a voter: vote and comment freely, the shaping is done by editors.',
  viewer: 'You came in as a viewer: you see everything live, and editors do the shaping.',
};

/** The one quiet sentence that says why the controls do not move. Nothing for those who may edit. */
export function WhyReadOnly() {
  const { role, edit } = useRights();
  const past = useReadOnly();
  if (role === null || edit) return null;
  return (
    <p className={styles.why}>
      {past ? 'As it was then. Back to now, and it can be shaped again.' : why[role]}
    </p>
  );
}
