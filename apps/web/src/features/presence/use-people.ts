'use client';

import type { PresenceEntry } from '@toile/client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { type Person, personOf, personOfMember } from './person.js';

/** The members with an open connection, this person first, the others in the order in which they joined. */
export function useOnlinePeople(): readonly Person[] {
  const members = useRoomState((state) => state.members);
  const online = useRoomState((state) => state.online);
  const me = useRoomState((state) => state.me);
  return useMemo(() => {
    const here = members.filter((member) => online.includes(member.id) || member.id === me?.id);
    const rank = (id: string) => (id === me?.id ? 0 : 1);
    return here
      .toSorted((one, other) => rank(one.id) - rank(other.id) || one.joinedAtMs - other.joinedAtMs)
      .map(personOfMember);
  }, [members, online, me]);
}

/** Somebody who has a design on their stage. */
export interface Looker extends Person {
  /** They did when the connection was lost; nothing is known since. */
  readonly stale: boolean;
}

/** Design id -> the others who have it on their stage, each person once. */
export function useLookers(): ReadonlyMap<string, readonly Looker[]> {
  const { client } = useOpenRoom();
  const me = useRoomState((state) => state.me?.id);
  const subscribe = useCallback((listener: () => void) => client.subscribePresence(listener), [client]);
  // Presence changes with every cursor movement; who looks at what seldom does.
  const snapshot = () => lookersText(client.presences, me);
  const text = useSyncExternalStore(subscribe, snapshot, snapshot);
  return useMemo(() => {
    const lookers = new Map<string, Looker[]>();
    for (const { designId, looker } of JSON.parse(text) as LookingAt[]) {
      const list = lookers.get(designId) ?? [];
      if (!list.some(({ id }) => id === looker.id)) lookers.set(designId, [...list, looker]);
    }
    return lookers;
  }, [text]);
}

interface LookingAt {
  readonly designId: string;
  readonly looker: Looker;
}

function lookersText(presences: readonly PresenceEntry[], me: string | undefined): string {
  const all: LookingAt[] = [];
  for (const entry of presences) {
    const { looking, member } = entry.presence;
    if (entry.mine || looking === null || member === me) continue;
    all.push({ designId: looking, looker: { ...personOf(entry), stale: entry.stale } });
  }
  return JSON.stringify(all);
}

/** Ids of the members who follow this person. */
export function useFollowerIds(): readonly string[] {
  const { client } = useOpenRoom();
  const subscribe = useCallback((listener: () => void) => client.subscribePresence(listener), [client]);
  const snapshot = () => {
    const me = client.state.me?.id;
    const ids = client.presences
      .filter(({ presence }) => presence.following === me && presence.member !== me)
      .map(({ presence }) => presence.member);
    return [...new Set(ids)].sort().join(' ');
  };
  const text = useSyncExternalStore(subscribe, snapshot, snapshot);
  return useMemo(() => text.split(' ').filter(Boolean), [text]);
}
