'use client';

import { usePresences } from '../../client/use-room.js';
import styles from './cursors.module.css';
import { Pointer } from './pointer.js';

/** Where the others point at, on the design that is on this stage. Fills its positioned parent. */
export function Cursors({ designId }: { designId: string }) {
  const presences = usePresences();
  return (
    <div className={styles.layer} aria-hidden="true">
      {presences.map((entry) => {
        const { cursor, looking } = entry.presence;
        if (entry.mine || cursor === null || cursor.card !== undefined || looking !== designId) return null;
        return <Pointer key={entry.clientId} entry={entry} at={cursor} />;
      })}
    </div>
  );
}
