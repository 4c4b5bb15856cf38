'use client';

import type { Member } from '@toile/protocol';
import type { Design } from '@toile/room';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { usePresences, useRack, useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { useHiddenCursor } from './hidden-cursor.js';
import { useGatherNews } from './use-gather-news.js';

export interface Follow {
  /** Whose design comes onto this person's stage, for as long as this one chooses none. */
  readonly followed: Member | null;
  /** Whom this person followed until a moment ago, and ended it. */
  readonly unfollowed: Member | null;
  readonly follow: (memberId: string | null) => void;
  /** The design on somebody's stage; null where it is none of the rack's. */
  readonly lookingAt: (memberId: string) => Design | null;
  /** Put the design of somebody's stage onto this one's: once, and as a choice of one's own. */
  readonly look: (memberId: string) => void;
}

const Context = createContext<Follow>({
  followed: null,
  unfollowed: null,
  follow: () => undefined,
  lookingAt: () => null,
  look: () => undefined,
});

export const useFollow = (): Follow => use(Context);

/** How long it is said that somebody is followed no longer, in ms. */
const saidMs = 4_000;

interface FollowProviderProps {
  designId: string | null;
  /** Put a design on the stage; not this person's own choice. */
  onShow: (designId: string) => void;
  /** The same as their own choice. */
  onSelect: (designId: string) => void;
  /** This person's choices, counted: one more ends the following. */
  choices: number;
  children: ReactNode;
}

/** Follows somebody from design to design, until this person does something themselves or the other leaves. */
export function FollowProvider({ designId, onShow, onSelect, choices, children }: FollowProviderProps) {
  const { client } = useOpenRoom();
  const [following, setFollowing] = useState<{ member: Member; since: number } | null>(null);
  const [unfollowed, setUnfollowed] = useState<Member | null>(null);
  const members = useRoomState((state) => state.members);
  const online = useRoomState((state) => state.online);
  const presences = usePresences();
  const rack = useRack();
  const toast = useToast();
  useGatherNews(onShow);
  useHiddenCursor();

  // Whoever takes a slider into their hand wants to stay where it is.
  const holding = presences.some(({ mine, presence }) => mine && presence.holding !== null);
  const own = following !== null && (following.since !== choices || holding);
  const followed = (!own && members.find(({ id }) => id === following?.member.id)) || null;
  // Somebody whose presence is stale has not left: the connection that would say so was away.
  const here =
    followed !== null &&
    (online.includes(followed.id) ||
      presences.some(({ stale, presence }) => stale && presence.member === followed.id));
  const looking = here
    ? (presences.find(({ presence }) => presence.member === followed.id && presence.looking)?.presence
        .looking ?? null)
    : null;
  const target = rack.some(({ id }) => id === looking) ? looking : null;
  const followedId = followed?.id ?? null;

  useEffect(() => client.setFollowing(followedId), [client, followedId]);
  useEffect(() => {
    if (target !== null && target !== designId) onShow(target);
  }, [target, designId, onShow]);
  useEffect(() => {
    if (followed === null || here) return;
    setFollowing(null);
    toast({ text: `${followed.name} has left; you are on your own again.` });
  }, [followed, here, toast]);
  useEffect(() => {
    if (!own) return;
    setUnfollowed(following.member);
    setFollowing(null);
  }, [own, following]);
  useEffect(() => {
    if (unfollowed === null) return;
    const timer = setTimeout(() => setUnfollowed(null), saidMs);
    return () => clearTimeout(timer);
  }, [unfollowed]);

  const follow = useCallback(
    (id: string | null) => {
      const member = client.state.members.find((one) => one.id === id);
      setUnfollowed(member ? null : (following?.member ?? null));
      setFollowing(member ? { member, since: choices } : null);
    },
    [client, following, choices],
  );
  const lookingAt = useCallback(
    (memberId: string) => {
      const ids = client.presences
        .filter(({ presence }) => presence.member === memberId)
        .map(({ presence }) => presence.looking);
      return client.rack.find(({ id }) => ids.includes(id)) ?? null;
    },
    [client],
  );
  const look = useCallback(
    (memberId: string) => {
      const design = lookingAt(memberId);
      if (design) onSelect(design.id);
    },
    [lookingAt, onSelect],
  );
  const value = useMemo(
    () => ({ followed, unfollowed, follow, lookingAt, look }),
    [followed, unfollowed, follow, lookingAt, look],
  );
  return <Context value={value}>{children}</Context>;
}
