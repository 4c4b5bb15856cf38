'use client';

import type { Member } from '@toile/protocol';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { usePresences, useRack, useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { useHiddenCursor } from './hidden-cursor.js';
import { useGatherNews } from './use-gather-news.js';

export interface Follow {
  /** Whose design comes onto this person's stage, for as long as this one chooses none. */
  readonly followed: Member | null;
  readonly follow: (memberId: string | null) => void;
}

const Context = createContext<Follow>({ followed: null, follow: () => undefined });

export const useFollow = (): Follow => use(Context);

interface FollowProviderProps {
  designId: string | null;
  /** Put a design on the stage; not this person's own choice. */
  onShow: (designId: string) => void;
  /** This person's choices, counted: one more ends the following. */
  choices: number;
  children: ReactNode;
}

/** Follows somebody from design to design, until this person chooses for themselves or the other leaves. */
export function FollowProvider({ designId, onShow, choices, children }: FollowProviderProps) {
  const [following, setFollowing] = useState<{ memberId: string; since: number } | null>(null);
  const members = useRoomState((state) => state.members);
  const online = useRoomState((state) => state.online);
  const presences = usePresences();
  const rack = useRack();
  const toast = useToast();
  useGatherNews(onShow);
  useHiddenCursor();

  const memberId = following && following.since === choices ? following.memberId : null;
  const followed = members.find(({ id }) => id === memberId) ?? null;
  const here = followed !== null && online.includes(followed.id);
  const looking = here
    ? (presences.find(({ presence }) => presence.member === memberId && presence.looking)?.presence.looking ??
      null)
    : null;
  const target = rack.some(({ id }) => id === looking) ? looking : null;

  useEffect(() => {
    if (target !== null && target !== designId) onShow(target);
  }, [target, designId, onShow]);
  useEffect(() => {
    if (followed === null || here) return;
    setFollowing(null);
    toast({ text: `${followed.name} has left; you are on your own again.` });
  }, [followed, here, toast]);

  const follow = useCallback(
    (id: string | null) => setFollowing(id === null ? null : { memberId: id, since: choices }),
    [choices],
  );
  const value = useMemo(() => ({ followed, follow }), [followed, follow]);
  return <Context value={value}>{children}</Context>;
}
