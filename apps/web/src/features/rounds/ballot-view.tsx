'use client';

import type { Round } from '@toile/protocol';
import { ballotOfRanking, rankingOf } from '@toile/room';
import { useRoomState } from '../../client/use-room.js';
import { BallotBar } from './ballot-bar.js';
import { BallotFoot } from './ballot-foot.js';
import styles from './ballot-view.module.css';
import { MyOrder } from './my-order.js';
import { OptionCard } from './option-card.js';
import { RoundControls } from './round-controls.js';
import { ballotHint, privacyWords } from './round-words.js';
import { useMyBallot } from './use-my-ballot.js';
import { useMayCast, useMayEnd } from './use-round.js';
import { WhoChose } from './who-chose.js';

/** The ballot of an open round: the frozen designs, large, and one's marks on them. Every tap is saved. */
export function BallotView({ round }: { round: Round }) {
  const mine = useMyBallot(round);
  const mayCast = useMayCast(round);
  const mayEnd = useMayEnd(round);
  const standings = useRoomState((state) => state.roundProgress?.standings ?? null);
  const { method, options } = round;
  const ballot = mine.ballot ?? {};

  const mark = (designId: string, to: number) => {
    const { [designId]: _before, ...others } = ballot;
    // Out of a ranking, the later ones move up.
    const ranking = method.kind === 'ranked' ? rankingOf(others) : null;
    const marked = ranking
      ? ballotOfRanking(to === 0 ? ranking : [...ranking, designId])
      : to === 0
        ? others
        : { ...others, [designId]: to };
    // Without a mark it is no vote; abstaining is a choice of its own.
    mine.write(Object.keys(marked).length === 0 ? null : marked);
  };

  return (
    <div className={styles.ballot}>
      <p className={styles.terms}>
        {mayCast ? `${ballotHint(method)} ` : ''}
        {privacyWords(round)}.{round.quorum === null ? '' : ` At least ${round.quorum} must vote.`}
      </p>
      <BallotBar round={round} ballot={mine.ballot} mayCast={mayCast} />
      <ul className={styles.options} data-method={method.kind}>
        {options.map((option) => (
          <li key={option.designId}>
            <OptionCard
              option={option}
              round={round}
              ballot={ballot}
              row={standings?.rows.find(({ designId }) => designId === option.designId) ?? null}
              ballots={standings?.ballots ?? null}
              onMark={mayCast ? (to) => mark(option.designId, to) : null}
            />
          </li>
        ))}
      </ul>
      {method.kind === 'ranked' && mayCast ? (
        <MyOrder round={round} ballot={ballot} onRank={mine.write} />
      ) : null}
      {standings ? <WhoChose round={round} ballots={standings.ballots} /> : null}
      {mayCast ? <BallotFoot mine={mine} /> : <WhyNoBallot round={round} />}
      {mayEnd ? <RoundControls round={round} /> : null}
    </div>
  );
}

/** Why there is nothing to mark here. */
function WhyNoBallot({ round }: { round: Round }) {
  const role = useRoomState((state) => state.me?.role ?? null);
  if (role === null) return null;
  return (
    <p className={styles.why}>
      {role === 'viewer'
        ? 'You came in as a viewer: you follow the round, and a voter’s link lets you vote.'
        : round.electorate.kind === 'members'
          ? 'This round is for people whom its opener has chosen. You follow it without voting.'
          : 'This round is for editors and hosts. You follow it without voting.'}
    </p>
  );
}
