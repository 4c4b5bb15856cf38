'use client';

import type { DesignHistory } from '@toile/client';
import type { Version } from '@toile/protocol';
import type { Design } from '@toile/room';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { ReadOnly } from '../../client/read-only.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignHistory } from '../../client/use-room.js';
import { type HistoryStep, historySteps } from './history-steps.js';
import { useReplay } from './use-replay.js';

/** The history of the design on the stage, and which moment of it this person looks at. */
export interface LookingBack {
  /** The design on the stage as it is now. */
  readonly design: Design | null;
  readonly history: DesignHistory | null;
  /** Oldest first; the last is the present. Empty without a design. */
  readonly steps: readonly HistoryStep[];
  /** Which of the steps is shown: the last one while nobody looks back. */
  readonly at: number;
  /** The earlier step that is shown, or null while the present is. */
  readonly earlier: HistoryStep | null;
  readonly playing: boolean;
  readonly show: (index: number) => void;
  /** Look at a version, of this design or another, which comes on the stage for it. */
  readonly showVersion: (version: Version) => void;
  readonly back: () => void;
  /** Run through the steps from the first, or on from the one that is shown; or stop. */
  readonly play: (playing: boolean) => void;
  /** Put another design on the stage. */
  readonly select: (designId: string) => void;
}

const Context = createContext<LookingBack | null>(null);

/** @throws TypeError outside a LookingBackProvider */
export function useLookingBack(): LookingBack {
  const lookingBack = use(Context);
  if (!lookingBack) throw new TypeError('useLookingBack: expected to be inside a LookingBackProvider');
  return lookingBack;
}

interface LookingBackProviderProps {
  design: Design | null;
  onSelect: (designId: string) => void;
  children: ReactNode;
}

/** Keeps the history of the design on the stage, and the moment of it that is looked at. The document never knows. */
export function LookingBackProvider({ design, onSelect, children }: LookingBackProviderProps) {
  const { client } = useOpenRoom();
  const designId = design?.id ?? null;
  const history = useDesignHistory(designId);
  const [place, setPlace] = useState<{ readonly designId: string; readonly versionId: string } | null>(null);
  const [playing, setPlaying] = useState(false);
  const [rewinding, setRewinding] = useState(false);
  const versions = history?.versions;
  const steps = useMemo(() => (design ? historySteps(versions ?? [], design) : []), [versions, design]);

  const here = place?.designId === designId ? place : null;
  const found = here ? steps.findIndex((step) => step.versions.some(({ id }) => id === here.versionId)) : -1;
  const last = steps.length - 1;
  const at = found === -1 ? last : found;

  // Whoever looks back wants all of it: the pages follow one another.
  const active = here !== null || playing;
  const more = history !== null && !history.reading && history.versions.length < history.total;
  const stuck = history?.error != null;
  useEffect(() => {
    if (active && more && !stuck && designId !== null) void client.history.readOlder(designId);
  }, [client, designId, active, more, stuck]);

  // Another design is another story.
  useEffect(() => {
    setPlaying(false);
    setRewinding(false);
    setPlace((before) => (before?.designId === designId ? before : null));
  }, [designId]);

  const goTo = useCallback(
    (index: number) => {
      const step = steps[index];
      const version = step?.now ? undefined : step?.versions.at(-1);
      setPlace(version && designId !== null ? { designId, versionId: version.id } : null);
    },
    [steps, designId],
  );
  // All of it is read before the first step is the first.
  const whole = history !== null && (history.error !== null || history.versions.length >= history.total);
  useEffect(() => {
    if (!rewinding || !whole) return;
    setRewinding(false);
    goTo(0);
  }, [rewinding, whole, goTo]);
  useReplay({
    steps,
    at,
    running: playing && whole && !rewinding,
    onStep: (index) => {
      goTo(index);
      if (index >= last) setPlaying(false);
    },
  });

  const lookingBack = useMemo(
    (): LookingBack => ({
      design,
      history,
      steps,
      at,
      earlier: at < last ? (steps[at] ?? null) : null,
      playing,
      show: (index) => {
        setPlaying(false);
        goTo(index);
      },
      showVersion: (version) => {
        setPlaying(false);
        setPlace({ designId: version.designId, versionId: version.id });
        onSelect(version.designId);
      },
      back: () => {
        setPlaying(false);
        setPlace(null);
      },
      play: (next) => {
        setPlaying(next);
        setRewinding(next && at === last);
      },
      select: onSelect,
    }),
    [design, history, steps, at, last, playing, goTo, onSelect],
  );
  return <Context value={lookingBack}>{children}</Context>;
}

interface AsShownProps {
  design: Design | null;
  children: (design: Design | null) => ReactNode;
}

/** The design as the stage shows it: while somebody looks back, as it was then, for looking only. */
export function AsShown({ design, children }: AsShownProps) {
  const { earlier } = useLookingBack();
  return <ReadOnly on={earlier !== null}>{children(earlier?.design ?? design)}</ReadOnly>;
}
