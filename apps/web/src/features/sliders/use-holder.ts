'use client';

import type { PresenceEntry } from '@toile/client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { type Person, personOf } from '../presence/person.js';

/** After this long without a movement a held slider is as good as let go. */
const idleMs = 10_000;
/** After this long in somebody's hand it may be taken over. */
const patienceMs = 2_500;

export interface Holder {
  readonly person: Person;
  /** Still moving it: others keep their hands off. */
  readonly locks: boolean;
  /** It has been theirs for a while: whoever needs it may take it over. */
  readonly yields: boolean;
}

/** Who else has their hand on a field, or null. `value` is the field's value: a change is a movement. */
export function useHolder(designId: string, field: string, value: number): Holder | null {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribePresence(listener), [client]);
  const holds = ({ mine, presence }: PresenceEntry) =>
    !mine && presence.holding?.designId === designId && presence.holding.field === field;
  const snapshot = () => client.presences.find(holds) ?? null;
  const entry = useSyncExternalStore(subscribe, snapshot, snapshot);
  const clientId = entry?.clientId ?? null;

  const [idle, setIdle] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value is what starts the wait again.
  useEffect(() => {
    setIdle(false);
    if (clientId === null) return;
    const timer = setTimeout(() => setIdle(true), idleMs);
    return () => clearTimeout(timer);
  }, [clientId, value]);

  const [yields, setYields] = useState(false);
  useEffect(() => {
    setYields(false);
    if (clientId === null) return;
    const timer = setTimeout(() => setYields(true), patienceMs);
    return () => clearTimeout(timer);
  }, [clientId]);

  return entry && { person: personOf(entry), locks: !idle, yields };
}
