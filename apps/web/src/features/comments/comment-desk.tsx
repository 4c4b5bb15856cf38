'use client';

import type { Spot, Thread } from '@toile/room';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRack, useRoomState } from '../../client/use-room.js';
import { useThreads } from '../../client/use-threads.js';
import { type Addressed, writtenTo } from './for-me.js';
import { useSeenComments } from './seen-comments.js';

/** What this person is doing with comments. */
export type DeskState =
  | { readonly kind: 'idle' }
  /** The next click on the picture says where. */
  | { readonly kind: 'placing' }
  | { readonly kind: 'writing'; readonly designId: string; readonly spot: Spot }
  | { readonly kind: 'reading'; readonly threadId: string };

export interface CommentDesk {
  readonly state: DeskState;
  /** The list of comments is in sight, so that a thread opens there and not beside its pin. */
  readonly listed: boolean;
  readonly set: (state: DeskState) => void;
  /** Bring a thread's design onto the stage and open it. */
  readonly go: (thread: Thread) => void;
  /** Written to this person and not seen yet, on designs that are on the rack. */
  readonly unread: readonly Addressed[];
  readonly see: (commentIds: readonly string[]) => void;
  /** Words that were typed and not sent, by place: closing a box by accident loses none. */
  readonly drafts: Map<string, string>;
}

const idle: DeskState = { kind: 'idle' };
const Context = createContext<CommentDesk | null>(null);

/** @throws TypeError outside a CommentDeskProvider */
export function useCommentDesk(): CommentDesk {
  const desk = use(Context);
  if (!desk) throw new TypeError('useCommentDesk: expected to be inside a CommentDeskProvider');
  return desk;
}

interface CommentDeskProviderProps {
  designId: string | null;
  listed: boolean;
  onSelect: (designId: string) => void;
  /** A thread was gone to that has no pin to stand beside. */
  onUnpinned: () => void;
  children: ReactNode;
}

/** Holds what one person does with comments while they move about the room. */
export function CommentDeskProvider({
  designId,
  listed,
  onSelect,
  onUnpinned,
  children,
}: CommentDeskProviderProps) {
  const { roomId } = useOpenRoom();
  const [state, set] = useState<DeskState>(idle);
  const [drafts] = useState(() => new Map<string, string>());
  const { seen, see } = useSeenComments(roomId);
  const me = useRoomState(({ me }) => me?.id ?? '');
  const threads = useThreads();
  const rack = useRack();

  const unread = useMemo(() => {
    const hanging = new Set(rack.map(({ id }) => id));
    return writtenTo(me, threads).filter(
      ({ comment }) => !seen.has(comment.id) && hanging.has(comment.designId),
    );
  }, [me, threads, rack, seen]);
  const go = useCallback(
    ({ comment }: Thread) => {
      onSelect(comment.designId);
      set({ kind: 'reading', threadId: comment.id });
      if (comment.spot === null) onUnpinned();
    },
    [onSelect, onUnpinned],
  );

  // Whatever was going on belongs to the design that is on the stage; so does the thread that is gone.
  const reading =
    state.kind === 'reading' ? threads.find(({ comment }) => comment.id === state.threadId) : null;
  const elsewhere =
    (state.kind === 'writing' && state.designId !== designId) ||
    (state.kind === 'reading' && reading?.comment.designId !== designId);
  useEffect(() => {
    if (elsewhere) set(idle);
  }, [elsewhere]);

  const desk = useMemo(
    () => ({ state, listed, set, go, unread, see, drafts }),
    [state, listed, go, unread, see, drafts],
  );
  return <Context value={desk}>{children}</Context>;
}
