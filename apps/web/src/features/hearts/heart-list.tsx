'use client';

import { useRack } from '../../client/use-room.js';
import { DesignPicture } from '../stage/design-picture.js';
import { HeartButton } from './heart-button.js';
import styles from './heart-list.module.css';

/** Every design with its heart, for a phone: the quick vote that is always on. */
export function HeartList({ onSelect }: { onSelect: (designId: string) => void }) {
  const rack = useRack();
  if (rack.length === 0) return <p>Nothing hangs on the rack yet.</p>;
  return (
    <ul className={styles.hearts}>
      {rack.map((design) => (
        <li key={design.id}>
          <button type="button" className={styles.show} onClick={() => onSelect(design.id)}>
            <span className={styles.picture}>
              <DesignPicture design={design} alt="" />
            </span>
            <span className={styles.name}>{design.name}</span>
          </button>
          <HeartButton design={design} />
        </li>
      ))}
    </ul>
  );
}
