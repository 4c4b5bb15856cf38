'use client';

import type { PresenceEntry } from '@toile/client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { type Person, personOf } from '../presence/person.js';

/** After this long without a movement a held slider may be taken over. */
const idleMs = 10_000;

export interface Holder {
  readonly person: Person;
  /** Still moving it: others keep their hands off. */
  readonly locks: boolean;
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

  return entry && { person: personOf(entry), locks: !idle };
}
