'use client';

import { useRack } from '../../client/use-room.js';
import { WhyReadOnly } from '../presence/why-read-only.js';
import { DesignPicture } from '../stage/design-picture.js';
import styles from './ballot.module.css';
import { VoteButton } from './vote-button.js';

/** Every design with its vote button, for a phone: the whole vote on one list. */
export function Ballot({ onSelect }: { onSelect: (designId: string) => void }) {
  const rack = useRack();
  return (
    <div className={styles.ballot}>
      <h2>Which do we make?</h2>
      <WhyReadOnly />
      {rack.length === 0 ? <p>Nothing hangs on the rack yet.</p> : null}
      <ul>
        {rack.map((design) => (
          <li key={design.id}>
            <button type="button" className={styles.show} onClick={() => onSelect(design.id)}>
              <span className={styles.picture}>
                <DesignPicture design={design} alt="" />
              </span>
              <span className={styles.name}>{design.name}</span>
            </button>
            <VoteButton design={design} />
          </li>
        ))}
      </ul>
    </div>
  );
}
