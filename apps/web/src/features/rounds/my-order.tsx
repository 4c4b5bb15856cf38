'use client';

import type { Ballot, Round } from '@toile/protocol';
import { ballotOfRanking, rankingOf } from '@toile/room';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../controls/icon-button.js';
import { FrozenPicture } from './frozen-picture.js';
import styles from './my-order.module.css';
import { ordinal } from './round-words.js';

/** A ranked ballot as a list, with buttons that move a design up and down. */
export function MyOrder({
  round,
  ballot,
  onRank,
}: {
  round: Round;
  ballot: Ballot;
  onRank: (ballot: Ballot) => void;
}) {
  const ranking = rankingOf(ballot);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  /** Which button is to have the focus once its design has moved, which takes it away. */
  const focus = useRef<string | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-move="${focus.current}"]`)?.focus();
    focus.current = null;
  });
  const nameOf = (designId: string) => round.options.find((one) => one.designId === designId)?.name ?? '';

  const move = (designId: string, by: -1 | 1) => {
    const at = ranking.indexOf(designId);
    const to = at + by;
    const moved = ranking.with(at, ranking[to] ?? designId).with(to, designId);
    setSaid(`${nameOf(designId)} is your ${ordinal(to + 1)} now.`);
    // At the end of the way only the other button works.
    const atEnd = to === 0 || to === ranking.length - 1;
    focus.current = `${(by < 0) === atEnd ? 'down' : 'up'} ${designId}`;
    onRank(ballotOfRanking(moved));
  };

  return (
    <section className={styles.order} aria-label="My order">
      <h3>My order</h3>
      {ranking.length === 0 ? <p>Tap the design that you like best, then the next.</p> : null}
      <ol ref={list}>
        {ranking.map((designId, index) => {
          const option = round.options.find((one) => one.designId === designId);
          if (!option) return null;
          return (
            <li key={designId}>
              <b className={styles.place}>{index + 1}</b>
              <span className={styles.picture}>
                <FrozenPicture option={option} alt="" />
              </span>
              <span className={styles.name}>{option.name}</span>
              <span className={styles.moves}>
                <IconButton
                  label={`Move ${option.name} up`}
                  data-move={`up ${designId}`}
                  disabled={index === 0}
                  onClick={() => move(designId, -1)}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={`Move ${option.name} down`}
                  data-move={`down ${designId}`}
                  disabled={index === ranking.length - 1}
                  onClick={() => move(designId, 1)}
                >
                  <ArrowDown />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ol>
      <span className={styles.said} role="status">
        {said}
      </span>
    </section>
  );
}
