'use client';

import { mentions } from '@toile/room';
import { useEffect, useRef } from 'react';
import { useRack, useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { useCommentDesk } from './comment-desk.js';
import { nameOf } from './draft-mentions.js';

/** Says in passing that somebody wrote to this person, with a way there. What was there before is the badge's. */
export function CommentNews() {
  const { state, unread, go } = useCommentDesk();
  const members = useRoomState(({ members }) => members);
  const me = useRoomState(({ me }) => me?.id ?? '');
  const synced = useRoomState(({ synced }) => synced);
  const rack = useRack();
  const toast = useToast();
  const known = useRef<Set<string> | null>(null);

  useEffect(() => {
    if (!synced || me === '') return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...unread.map(({ comment }) => comment.id)]);
    if (before === null) return;
    for (const { comment, thread } of unread) {
      if (before.has(comment.id) || (state.kind === 'reading' && state.threadId === thread.comment.id))
        continue;
      const did = mentions(comment.text, me) ? 'mentioned you' : 'answered';
      const where = rack.find(({ id }) => id === comment.designId)?.name ?? 'a design';
      toast({
        text: `${nameOf(members, comment.by)} ${did} on ${where}.`,
        action: { label: 'Show', run: () => go(thread) },
      });
    }
  }, [unread, synced, me, members, rack, state, toast, go]);
  return null;
}
