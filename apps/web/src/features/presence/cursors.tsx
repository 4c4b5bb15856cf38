'use client';

import { useRef } from 'react';
import { usePresences } from '../../client/use-room.js';
import styles from './cursors.module.css';
import { colourVar, personOf } from './person.js';

/** Where the others point at, on the design that is on this stage. Fills its positioned parent. */
export function Cursors({ designId }: { designId: string }) {
  const presences = usePresences();
  const drawn = presences.filter(
    ({ mine, presence }) => !mine && presence.cursor !== null && presence.looking === designId,
  );
  // A cursor glides between positions, but does not fly in from the corner when it appears.
  const known = useRef(new Set<number>());
  const before = known.current;
  known.current = new Set(drawn.map(({ clientId }) => clientId));

  return (
    <div className={styles.layer} aria-hidden="true">
      {drawn.map((entry) => {
        const { name, colour } = personOf(entry);
        const { x, y } = entry.presence.cursor ?? { x: 0, y: 0 };
        return (
          <div
            key={entry.clientId}
            className={styles.cursor}
            data-cursor={name}
            data-new={!before.has(entry.clientId)}
            style={{ left: `${x * 100}%`, top: `${y * 100}%`, color: colourVar(colour) }}
          >
            <svg viewBox="0 0 14 16" className={styles.arrow} aria-hidden="true">
              <path d="M1 1v13l3.6-3.4h6.2z" />
            </svg>
            <span className={styles.name} style={{ background: colourVar(colour) }}>
              {name}
            </span>
          </div>
        );
      })}
    </div>
  );
}
