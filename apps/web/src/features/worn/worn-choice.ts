'use client';

import { type BodyId, bodyIds, type PoseId, poseIds } from '@toile/worn';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { keep, readKept } from '../../client/kept.js';

/** How this person looks at designs: flat, or on a figure. It is theirs alone, and stays over rooms and visits. */
export interface WornChoice {
  readonly worn: boolean;
  readonly body: BodyId;
  readonly pose: PoseId;
}

const key = 'worn';
const schema = z.object({ worn: z.boolean(), body: z.enum(bodyIds), pose: z.enum(poseIds) });
const flat: WornChoice = { worn: false, body: 'straight', pose: 'standing' };
const listeners = new Set<() => void>();
let choice: WornChoice | null = null;

function read(): WornChoice {
  try {
    return schema.parse(JSON.parse(readKept(key) ?? ''));
  } catch {
    return flat;
  }
}

const current = (): WornChoice => {
  choice ??= read();
  return choice;
};

export function chooseWorn(change: Partial<WornChoice>): void {
  choice = { ...current(), ...change };
  keep(key, JSON.stringify(choice));
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useWornChoice = (): WornChoice => useSyncExternalStore(subscribe, current, () => flat);
