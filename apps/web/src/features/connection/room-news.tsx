'use client';

import { useEffect, useRef } from 'react';
import { counted } from '../../client/relative-time.js';
import { useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { unkeptWords } from './unkept-words.js';

/** Says in passing what could not be kept, what came back from last time, and what a changed role allows. */
export function RoomNews() {
  const unkept = useRoomState((state) => state.unkept);
  const broughtBack = useRoomState((state) => state.broughtBack);
  const role = useRoomState((state) => state.me?.role ?? null);
  const toast = useToast();
  const lastRole = useRef(role);

  useEffect(() => {
    if (unkept.length > 0) toast({ text: unkeptWords(unkept), tone: 'problem' });
  }, [unkept, toast]);

  useEffect(() => {
    if (!broughtBack) return;
    const { changes } = broughtBack;
    const were = changes === 1 ? 'was' : 'were';
    toast({ text: `${counted(changes, 'change')} from last time ${were} added.` });
  }, [broughtBack, toast]);

  useEffect(() => {
    if (role !== null && lastRole.current !== null && role !== lastRole.current) {
      const article = role === 'host' ? 'the' : role === 'editor' ? 'an' : 'a';
      toast({ text: `You are ${article} ${role} of this room now.` });
    }
    lastRole.current = role;
  }, [role, toast]);
  return null;
}
