'use client';

import { useRack, useRoomState } from '../../client/use-room.js';
import { leaders, voterCount } from './leaders.js';
import { votersOf } from './use-votes.js';
import styles from './vote-slip.module.css';

const mostLeaders = 3;

/** The dark slip of paper in the side column: what the room would make as the votes stand. */
export function VoteSlip({ onSelect }: { onSelect: (designId: string) => void }) {
  const rack = useRack();
  const tallies = useRoomState((state) => state.tallies);
  const memberCount = useRoomState((state) => state.members.length);
  const me = useRoomState((state) => state.me?.id ?? '');
  const found = leaders(rack, tallies, mostLeaders);

  return (
    <section className={styles.slip} aria-label="Votes">
      <h2>Which do we make?</h2>
      <p>
        {found.length === 0
          ? 'No votes yet. Vote for as many designs as you like.'
          : `${voterCount(rack, tallies)} of ${memberCount} have voted.`}
      </p>
      {found.length > 0 ? (
        <ol>
          {found.map(({ design, count }) => (
            <li key={design.id}>
              <button type="button" onClick={() => onSelect(design.id)}>
                <span>{design.name}</span>
                <Knots count={count} mine={votersOf(tallies, design.id).includes(me)} />
              </button>
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}

const mostKnots = 6;

/** Votes as knots of thread, and their number; one's own is filled. */
function Knots({ count, mine }: { count: number; mine: boolean }) {
  return (
    <span className={styles.knots}>
      {Array.from({ length: Math.min(count, mostKnots) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the knots are all alike.
        <i key={index} data-mine={mine && index === 0} />
      ))}
      <b>{count}</b>
    </span>
  );
}
