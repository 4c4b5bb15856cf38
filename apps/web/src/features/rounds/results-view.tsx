'use client';

import type { Round } from '@toile/protocol';
import { Download, History } from 'lucide-react';
import { relativeTime } from '../../client/relative-time.js';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import buttonStyles from '../controls/button.module.css';
import { FrozenPicture } from './frozen-picture.js';
import { LookCloser } from './look-closer.js';
import { ResultRows } from './result-rows.js';
import styles from './results-view.module.css';
import { methodWords, outcomeWords, votedWords } from './round-words.js';
import { RunoffSteps } from './runoff-steps.js';
import { useMemberName } from './use-round.js';
import { WhoChose } from './who-chose.js';

export type Revealed = Extract<Round['state'], { kind: 'revealed' }>;

interface ResultsViewProps {
  round: Round;
  state: Revealed;
  onPast: () => void;
}

/** What a round came to: the winner, every design's total, the turnout, the rule for ties, and who chose what. */
export function ResultsView({ round, state, onPast }: ResultsViewProps) {
  const { http, roomId } = useOpenRoom();
  const { results, atMs, by } = state;
  const revealer = useMemberName(by);
  const winner = round.options.find(({ designId }) => designId === results.winner);
  const file = (format: 'csv' | 'json') => http.roundResultsUrl(roomId, round.id, format);

  return (
    <div className={styles.results}>
      <p className={styles.terms}>
        {methodWords[round.method.kind].title} · revealed{' '}
        {by === null ? 'when its time was up' : `by ${revealer}`}, {relativeTime(atMs, Date.now())}
      </p>
      <div className={styles.outcome}>
        {winner ? (
          <div className={styles.picture}>
            <FrozenPicture option={winner} />
            <LookCloser option={winner} />
          </div>
        ) : null}
        <h3>{outcomeWords(round, results)}</h3>
        <p>
          {votedWords(results.voted, results.eligible)}
          {results.abstained > 0 ? `, ${results.abstained} of them abstaining` : ''}.
          {round.quorum !== null && results.quorumReached
            ? ` The quorum of ${round.quorum} was reached.`
            : ''}
        </p>
      </div>
      <ResultRows round={round} results={results} />
      {results.runoff ? <RunoffSteps round={round} steps={results.runoff} /> : null}
      <WhoChose round={round} ballots={results.ballots} />
      <p className={styles.rule}>{results.tieRule}</p>
      <div className={styles.more}>
        <a className={`${buttonStyles.button} ${buttonStyles.line}`} href={file('csv')} download>
          <Download aria-hidden="true" /> CSV
        </a>
        <a className={`${buttonStyles.button} ${buttonStyles.line}`} href={file('json')} download>
          <Download aria-hidden="true" /> JSON
        </a>
        <Button tone="quiet" onClick={onPast}>
          <History aria-hidden="true" /> Past rounds
        </Button>
      </div>
    </div>
  );
}
