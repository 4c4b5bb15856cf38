'use client';

import { useEffect, useRef } from 'react';
import { useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';

/** Says in passing what the server refused, and what a changed role allows. */
export function RoomNews() {
  const refusal = useRoomState((state) => state.refusal);
  const role = useRoomState((state) => state.me?.role ?? null);
  const toast = useToast();
  const lastRole = useRef(role);

  useEffect(() => {
    if (!refusal) return;
    toast({
      text: `That change was refused: ${refusal.message} The room was reloaded from the server.`,
      tone: 'problem',
    });
  }, [refusal, toast]);

  useEffect(() => {
    if (role !== null && lastRole.current !== null && role !== lastRole.current) {
      const article = role === 'host' ? 'the' : role === 'editor' ? 'an' : 'a';
      toast({ text: `You are ${article} ${role} of this room now.` });
    }
    lastRole.current = role;
  }, [role, toast]);
  return null;
}
