'use client';

import { Heart } from 'lucide-react';
import { useRack, useRights, useRoomState } from '../../client/use-room.js';
import styles from './heart-slip.module.css';
import { giverCount, leaders } from './leaders.js';
import { giversOf } from './use-hearts.js';

const mostLeaders = 3;

interface HeartSlipProps {
  onSelect: (designId: string) => void;
  onStart: () => void;
  onPast: () => void;
}

/** The dark slip of paper while no round is open: what the room likes as its hearts stand, and how to ask it. */
export function HeartSlip({ onSelect, onStart, onPast }: HeartSlipProps) {
  const rack = useRack();
  const { edit } = useRights();
  const tallies = useRoomState((state) => state.tallies);
  const memberCount = useRoomState((state) => state.members.length);
  const me = useRoomState((state) => state.me?.id ?? '');
  const found = leaders(rack, tallies, mostLeaders);

  return (
    <section className={styles.slip} aria-label="Hearts">
      <h2>Which do we make?</h2>
      <p>
        {found.length === 0
          ? 'No hearts yet. Give one to every design that you like.'
          : `Hearts from ${giverCount(rack, tallies)} of ${memberCount} so far.`}
      </p>
      {found.length > 0 ? (
        <ol>
          {found.map(({ design, count }) => (
            <li key={design.id}>
              <button type="button" className={styles.leader} onClick={() => onSelect(design.id)}>
                <span className={styles.name}>{design.name}</span>
                <span className={styles.hearts} data-mine={giversOf(tallies, design.id).includes(me)}>
                  <Heart aria-hidden="true" />
                  <b>{count}</b>
                </span>
              </button>
            </li>
          ))}
        </ol>
      ) : null}
      <div className={styles.ask}>
        {edit ? (
          <button type="button" onClick={onStart}>
            Start a round
          </button>
        ) : null}
        <button type="button" onClick={onPast}>
          Past rounds
        </button>
      </div>
    </section>
  );
}
