'use client';

import { useMemo } from 'react';
import { usePresences, useRoomState } from '../../client/use-room.js';
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

/** Design id -> the others who have it on their stage, each person once. */
export function useLookers(): ReadonlyMap<string, readonly Person[]> {
  const presences = usePresences();
  const me = useRoomState((state) => state.me?.id);
  const places = presences
    .filter((entry) => !entry.mine && entry.presence.looking !== null && entry.presence.member !== me)
    .map((entry) => ({ designId: entry.presence.looking as string, person: personOf(entry) }));
  // Presence changes with every cursor movement; who looks at what seldom does.
  const key = JSON.stringify(places);
  return useMemo(() => {
    const lookers = new Map<string, Person[]>();
    for (const { designId, person } of JSON.parse(key) as typeof places) {
      const list = lookers.get(designId) ?? [];
      if (!list.some(({ id }) => id === person.id)) lookers.set(designId, [...list, person]);
    }
    return lookers;
  }, [key]);
}
