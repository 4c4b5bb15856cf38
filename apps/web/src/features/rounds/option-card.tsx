'use client';

import type { Ballot, ResultRow, Results, Round, RoundOption } from '@toile/protocol';
import { marksIn } from '@toile/room';
import { Check, Minus, Plus } from 'lucide-react';
import { counted } from '../../client/relative-time.js';
import { IconButton } from '../controls/icon-button.js';
import { Choosers } from './choosers.js';
import { Dots } from './dots.js';
import { FrozenPicture } from './frozen-picture.js';
import { LiveTotal } from './live-total.js';
import { LookCloser } from './look-closer.js';
import styles from './option-card.module.css';
import { ordinal } from './round-words.js';
import { ScoreButtons } from './score-buttons.js';

interface OptionCardProps {
  option: RoundOption;
  round: Round;
  ballot: Ballot;
  /** How it stands, in a live round. */
  row: ResultRow | null;
  /** Who chose what so far, in a live round that is open about it. */
  ballots: Results['ballots'];
  /** Null where this person only looks on. */
  onMark: ((mark: number) => void) | null;
}

/** A design on the ballot: its frozen picture and one's mark on it, by taps alone. */
export function OptionCard({ option, round, ballot, row, ballots, onMark }: OptionCardProps) {
  const { method } = round;
  const { designId, name } = option;
  const mark = ballot[designId] ?? 0;
  const picture = (
    <span className={styles.picture}>
      <FrozenPicture option={option} alt="" />
    </span>
  );
  const full = method.kind === 'dots' && (mark >= method.perDesign || marksIn(ballot) >= method.perMember);

  return (
    <div className={styles.card} data-marked={mark > 0} data-method={method.kind}>
      <div className={styles.top}>
        {onMark && (method.kind === 'approval' || method.kind === 'ranked') ? (
          <button
            type="button"
            className={styles.tap}
            aria-pressed={mark > 0}
            aria-label={`${method.kind === 'ranked' ? 'Rank' : 'Approve'} ${name}`}
            aria-description={method.kind === 'ranked' && mark > 0 ? `my ${ordinal(mark)}` : undefined}
            onClick={() => onMark(mark > 0 ? 0 : 1)}
          >
            {picture}
            <span className={styles.badge}>{method.kind === 'ranked' ? <b>{mark || ''}</b> : <Check />}</span>
          </button>
        ) : onMark && method.kind === 'dots' ? (
          <button
            type="button"
            className={styles.tap}
            aria-label={`Place a dot on ${name}`}
            aria-description={`${counted(mark, 'dot')} so far`}
            aria-disabled={full}
            onClick={() => !full && onMark(mark + 1)}
          >
            {picture}
            <span className={styles.badge}>
              <Plus />
            </span>
          </button>
        ) : (
          picture
        )}
        <LookCloser option={option} />
      </div>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        {method.kind === 'dots' && onMark ? (
          <span className={styles.dots}>
            <span className={styles.row} role="img" aria-label={`${counted(mark, 'dot')} of mine`}>
              <Dots filled={mark} of={method.perDesign} />
            </span>
            <IconButton
              label={`Take a dot from ${name}`}
              disabled={mark === 0}
              onClick={() => onMark(mark - 1)}
            >
              <Minus />
            </IconButton>
          </span>
        ) : null}
        {method.kind === 'score' && onMark ? (
          <ScoreButtons name={name} score={mark} onScore={onMark} />
        ) : null}
        {row ? <LiveTotal method={method} row={row} /> : null}
        {ballots ? <Choosers method={method} designId={designId} ballots={ballots} /> : null}
      </div>
    </div>
  );
}
