'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../controls/icon-button.js';
import { BallotView } from './ballot-view.js';
import { PastView } from './past-view.js';
import { ResultsPage } from './results-page.js';
import { ResultsView } from './results-view.js';
import { useRound } from './use-round.js';
import type { Voting } from './use-voting-view.js';
import styles from './vote-panel.module.css';
import { VotingHome } from './voting-home.js';

interface VotePanelProps {
  voting: Voting;
  onSelect: (designId: string) => void;
  onStart: () => void;
}

/**
 * The voting panel: in the side column of a wide screen while it is open, in the tray of a phone always. A round
 * that ends while its ballot is in hand turns into its results.
 */
export function VotePanel({ voting, onSelect, onStart }: VotePanelProps) {
  const round = useRound();
  const { view, show, close, isInSight } = voting;
  const open = round?.state.kind === 'open' ? round : null;
  /** The open round, as long as it is. */
  const inHand = useRef<string | null>(null);
  useEffect(() => {
    // Whoever has the ballot before them is shown what came of it.
    const ended = round !== null && inHand.current === round.id ? round.state.kind : null;
    inHand.current = round?.state.kind === 'open' ? round.id : null;
    const inView = view.kind === 'closed' || view.kind === 'ballot';
    if (ended === 'revealed' && inView && isInSight()) show({ kind: 'results', roundId: round?.id ?? '' });
    if (ended === 'cancelled' && view.kind === 'ballot') close();
  }, [round, view.kind, isInSight, show, close]);

  if (view.kind === 'results' && view.roundId !== round?.id) {
    return (
      <PanelFrame key={view.roundId} voting={voting} title="Results">
        <ResultsPage key={view.roundId} roundId={view.roundId} onPast={() => show({ kind: 'past' })} />
      </PanelFrame>
    );
  }
  if (view.kind === 'past') {
    return (
      <PanelFrame key="past" voting={voting} title="Past rounds">
        <PastView onOpen={(roundId) => show({ kind: 'results', roundId })} />
      </PanelFrame>
    );
  }
  if (open) {
    return (
      <PanelFrame key="ballot" voting={voting} title={open.question} resting>
        <BallotView key={open.id} round={open} />
      </PanelFrame>
    );
  }
  if (round?.state.kind === 'revealed' && view.kind !== 'closed') {
    return (
      <PanelFrame key="results" voting={voting} title={round.question}>
        <ResultsView round={round} state={round.state} onPast={() => show({ kind: 'past' })} />
      </PanelFrame>
    );
  }
  return (
    <PanelFrame key="home" voting={voting} title="Which do we make?">
      <VotingHome voting={voting} onSelect={onSelect} onStart={onStart} />
    </PanelFrame>
  );
}

interface PanelFrameProps {
  voting: Voting;
  title: string;
  /** A phone shows this page anyway: there is nothing to close. */
  resting?: boolean;
  children: ReactNode;
}

function PanelFrame({ voting, title, resting = false, children }: PanelFrameProps) {
  const { view, close, panel } = voting;
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpen = view.kind !== 'closed';
  // Every page starts at its head; `key` tells them apart.
  useEffect(() => {
    panel.current?.parentElement?.scrollTo({ top: 0 });
    if (isOpen) heading.current?.focus({ preventScroll: true });
  }, [isOpen, panel]);
  const onKeyDown = (event: KeyboardEvent) => {
    // Of a dialog that this panel has opened, the keys are its own.
    if (event.key === 'Escape' && isOpen && event.currentTarget.contains(event.target as Node)) close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from wherever the focus is in it.
    <div className={styles.panel} ref={panel} onKeyDown={onKeyDown}>
      <header className={styles.head} data-resting={resting}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {isOpen ? (
          <IconButton label="Close" hint="Esc" onClick={close}>
            <X />
          </IconButton>
        ) : null}
      </header>
      {children}
    </div>
  );
}
