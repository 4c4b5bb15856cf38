'use client';

import { Bookmark, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRack, useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { IconButton } from '../controls/icon-button.js';
import { Tip } from '../controls/tip.js';
import { LineageLine } from '../lineage/lineage-line.js';
import { DesignPicture } from '../stage/design-picture.js';
import type { HistoryStep } from './history-steps.js';
import styles from './history-strip.module.css';
import { HistoryThumb } from './history-thumb.js';
import { useLookingBack } from './looking-back.js';
import { NameVersion } from './name-version.js';
import { type StepWords, stepWords } from './step-words.js';
import { useNearView } from './use-near-view.js';
import { useWords } from './use-words.js';

/** How a design came about, as a thin strip of pictures, the present at the end. Looking at one changes nothing. */
export function HistoryStrip() {
  const { design, steps, at, playing, play } = useLookingBack();
  const { edit } = useRights();
  const rack = useRack();
  if (!design) {
    return (
      <section className={styles.strip} aria-label="History">
        {rack.length > 0 ? (
          <span className={styles.words}>A private sketch leaves no history until it is on the rack.</span>
        ) : null}
      </section>
    );
  }
  return (
    <section className={styles.strip} aria-label="History">
      <h2 className={styles.label}>History</h2>
      <IconButton
        label={playing ? 'Pause' : 'Replay'}
        hint={playing ? 'stay here' : 'how this design came about'}
        disabled={steps.length < 2}
        onClick={() => play(!playing)}
      >
        {playing ? <Pause /> : <Play />}
      </IconButton>
      <HistoryPictures />
      <LineageLine key={design.id} design={design} />
      {edit && design ? <NameVersion key={`${design.id} ${at}`} /> : null}
    </section>
  );
}

/** The pictures of the steps; arrow keys walk along them, Escape leads back to now. */
export function HistoryPictures() {
  const { design, steps, at, show, back } = useLookingBack();
  const list = useRef<HTMLDivElement>(null);
  // Newest first in the page, so that what is added to the left moves nothing.
  const shown = steps.map((step, index) => ({ step, index })).reverse();

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: steps.length - 1 }[event.key];
    if (event.key === 'Escape') back();
    else if (to !== undefined) {
      const index = Math.min(steps.length - 1, Math.max(0, to));
      show(index);
      option(list.current, steps.length - 1 - index)?.focus();
    } else return;
    event.preventDefault();
  };
  useEffect(() => {
    option(list.current, steps.length - 1 - at)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at, steps.length]);

  return (
    <div
      ref={list}
      className={styles.pictures}
      role="listbox"
      aria-label={`Versions of ${design?.name ?? 'the design'}`}
      aria-orientation="horizontal"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {shown.map(({ step, index }) => (
        <StepPicture key={step.key} step={step} chosen={index === at} onChoose={() => show(index)} />
      ))}
      <Beginning />
    </div>
  );
}

const option = (list: HTMLElement | null, place: number) =>
  list?.querySelectorAll<HTMLElement>('[role="option"]')[place];

interface StepPictureProps {
  step: HistoryStep;
  chosen: boolean;
  onChoose: () => void;
}

/** One step: its picture, and in a tip who did what when. */
function StepPicture({ step, chosen, onChoose }: StepPictureProps) {
  const myId = useRoomState((state) => state.me?.id ?? null);
  const sources = useWords();
  const words = stepWords(step, sources, myId, Date.now());
  return (
    <Tip text={<StepTip now={step.now} words={words} />}>
      <button
        type="button"
        role="option"
        className={styles.step}
        aria-selected={chosen}
        aria-label={stepLabel(step.now, words)}
        tabIndex={chosen ? 0 : -1}
        data-named={words.names.length > 0}
        onClick={onChoose}
      >
        <span className={styles.paper}>
          {step.now ? <DesignPicture design={step.design} alt="" /> : <HistoryThumb design={step.design} />}
        </span>
        {words.names.length > 0 ? <Bookmark className={styles.mark} aria-hidden="true" /> : null}
      </button>
    </Tip>
  );
}

function StepTip({ now, words: { who, when, deeds, names } }: { now: boolean; words: StepWords }) {
  return (
    <>
      {names.map((name) => (
        <b key={name} className={styles.tipName}>
          {name}
        </b>
      ))}
      {now ? <span>{who ? `Now, since ${when}` : 'Now, not at rest yet'}</span> : <span>{when}</span>}
      {who ? <span> · {deeds.length > 1 ? who : `${who} ${deeds[0]}`}</span> : null}
      {deeds.length > 1 ? deeds.map((deed) => <div key={deed}>{deed}</div>) : null}
    </>
  );
}

function stepLabel(now: boolean, { who, when, deeds, names }: StepWords): string {
  const named = names.map((name) => `“${name}”, `).join('');
  const what = who ? `${when}, ${who} ${deeds.join(', ')}` : 'not at rest yet';
  return `${named}${now ? 'now: ' : ''}${what}`;
}

/** At the left end: whether there is more, and how reading it goes. */
function Beginning() {
  const { client } = useOpenRoom();
  const { history, steps, design } = useLookingBack();
  const online = useRoomState((state) => state.connection === 'online');
  const [ref, near] = useNearView<HTMLSpanElement>();
  const more = history !== null && history.versions.length < history.total && !history.reading;
  const designId = design?.id ?? null;
  useEffect(() => {
    if (near && more && history?.error === null && designId !== null) void client.history.readOlder(designId);
  }, [client, designId, near, more, history?.error]);

  if (history?.error && online) {
    return (
      <span className={styles.words}>
        The history could not be read.{' '}
        <Button tone="quiet" onClick={() => client.history.refresh()}>
          Try again
        </Button>
      </span>
    );
  }
  if (history && history.total > 0 && history.versions.length < history.total) {
    return <span ref={ref} key={history.versions.length} className={styles.more} aria-hidden="true" />;
  }
  if (history?.reading) return <span className={styles.words}>Reading the history…</span>;
  return steps.length < 2 ? (
    <span className={`${styles.words} ${styles.hint}`}>
      Each change leaves a picture here, to look back at.
    </span>
  ) : null;
}
