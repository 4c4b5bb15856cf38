'use client';

import { type Recipe, recipeHash } from '@toile/latent';
import { designRecipe } from '@toile/room';
import { useEffect, useMemo, useRef } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack } from '../../client/use-room.js';
import type { HistoryStep } from './history-steps.js';

/** How long a step stands; longer for those who would rather not see things move. */
const standsMs = { lively: 650, calm: 1_500 };
/** A picture that takes longer than this is not waited for. */
const patienceMs = 5_000;
/** Pictures that are drawn ahead of the one that is shown. */
const ahead = 8;

interface Replay {
  readonly steps: readonly HistoryStep[];
  readonly at: number;
  readonly running: boolean;
  readonly onStep: (index: number) => void;
}

/** Goes from step to step while `running`, each with its picture; draws ahead of whoever looks back. */
export function useReplay({ steps, at, running, onStep }: Replay): void {
  const { recipePictures } = useOpenRoom();
  const pack = useDesignPack(steps[0]?.design ?? null);
  const recipes = useMemo((): Recipe[] => {
    if (!pack || at >= steps.length - 1) return [];
    return steps.slice(at + 1, at + 1 + ahead).map(({ design }) => designRecipe(design, pack));
  }, [steps, at, pack]);

  useEffect(() => {
    const leave = recipes.map((recipe) => recipePictures.subscribe(recipe, () => undefined));
    return () => {
      for (const off of leave) off();
    };
  }, [recipePictures, recipes]);

  const step = useRef(onStep);
  step.current = onStep;
  const next = recipes[0] ?? null;
  useEffect(() => {
    if (!running || next === null) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const hash = recipeHash(next);
    let stood = false;
    const go = () => {
      if (stood && recipePictures.picture(hash).kind !== 'waiting') step.current(at + 1);
    };
    const off = recipePictures.subscribe(next, go);
    const timer = setTimeout(
      () => {
        stood = true;
        go();
      },
      calm ? standsMs.calm : standsMs.lively,
    );
    const enough = setTimeout(() => step.current(at + 1), patienceMs);
    return () => {
      off();
      clearTimeout(timer);
      clearTimeout(enough);
    };
  }, [recipePictures, running, next, at]);
}
