'use client';

import { GitBranch } from 'lucide-react';
import { Slider } from 'radix-ui';
import type { ReactNode } from 'react';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import stitch from '../sliders/stitch-slider.module.css';
import { useLookingBack } from './looking-back.js';
import styles from './looking-back-bar.module.css';
import { type StepWords, stepWords } from './step-words.js';
import { useBranchVersion, useRestore } from './use-restore.js';
import { useWords } from './use-words.js';

/** The row over the stage: its tools or, while an earlier version is on the stage, words that say so. */
export function StageHead({ tools }: { tools: ReactNode }) {
  const { earlier } = useLookingBack();
  return earlier ? <Bar /> : tools;
}

function Bar() {
  const { back } = useLookingBack();
  return (
    <section className={styles.bar} aria-label="Looking back">
      <LookingBackWords />
      <span className={styles.scrubber}>
        <HistoryScrubber />
      </span>
      <span className={styles.restoring}>
        <RestoreButtons />
      </span>
      <Button tone="solid" onClick={back}>
        Back to now
      </Button>
    </section>
  );
}

/** The two ways to make an earlier version count again, for those who may. */
export function RestoreButtons() {
  const { design, earlier } = useLookingBack();
  const { edit: mayAdd } = useRights();
  const { edit: mayChange } = useRights(design?.id ?? null);
  const restore = useRestore();
  const branch = useBranchVersion();
  if (!earlier) return null;
  return (
    <>
      {mayChange ? <Button onClick={restore}>Restore</Button> : null}
      {mayAdd ? (
        <Button aria-label="Restore as a new design" onClick={branch}>
          <GitBranch aria-hidden="true" /> <span className={styles.asNew}>As a new design</span>
        </Button>
      ) : null}
    </>
  );
}

/** "Looking at an earlier version by Ana, 10:42", and what she did. */
function LookingBackWords() {
  const words = useEarlierWords();
  if (!words) return null;
  const { who, when, deeds, names } = words;
  return (
    <p className={styles.words} role="status">
      <b>
        {names.length > 0 ? (
          `“${names.at(-1)}”`
        ) : (
          <>
            <span className={styles.lead}>Looking at an </span>earlier version
          </>
        )}
      </b>{' '}
      by {who === 'You' ? 'you' : who}, {when}
      {deeds.length === 1 ? <span className={styles.deed}> · {deeds[0]}</span> : null}
    </p>
  );
}

/** What the earlier version on the stage is, in words; null while the present is shown. */
export function useEarlierWords(): StepWords | null {
  const { earlier } = useLookingBack();
  const sources = useWords();
  const myId = useRoomState((state) => state.me?.id ?? null);
  return earlier && stepWords(earlier, sources, myId, Date.now());
}

/** All steps on one thread: drag along it to see how the design came about. */
export function HistoryScrubber() {
  const { steps, at, show } = useLookingBack();
  const last = steps.length - 1;
  if (last < 1) return null;
  const share = (at / last) * 100;
  return (
    <>
      <Slider.Root
        className={stitch.slider}
        style={{ '--held': 'var(--ink)' } as React.CSSProperties}
        value={[at]}
        min={0}
        max={last}
        step={1}
        onValueChange={([index]) => index !== undefined && show(index)}
      >
        <Slider.Track className={stitch.track}>
          <span className={stitch.sewn} style={{ left: 0, width: `${share}%` }} />
        </Slider.Track>
        <Slider.Thumb
          className={stitch.thumb}
          aria-label="Moment of the history"
          aria-valuetext={at === last ? 'now' : `step ${at + 1} of ${last + 1}`}
        />
      </Slider.Root>
      <span className={styles.count}>
        {at + 1} of {last + 1}
      </span>
    </>
  );
}
