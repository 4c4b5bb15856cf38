'use client';

import { useEffect, useRef } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { keepSketch, keptSketch } from './kept-sketch.js';

/** A sketch is kept when the hand rests, and before the page goes. */
const restMs = 250;

/** Keeps the private sketch in this browser, and brings it back when its maker comes into the room again. */
export function useKeptSketch(onSelect: (designId: string) => void): void {
  const { client, roomId } = useOpenRoom();
  const memberId = useRoomState((state) => state.me?.id ?? null);
  const toast = useToast();
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (memberId === null) return;
    const kept = client.state.scratch === null ? keptSketch(roomId, memberId) : null;
    const sketchId = kept === null ? null : client.resumeScratch(kept);
    if (sketchId !== null) {
      toast({
        text: 'Your private sketch is still here.',
        action: { label: 'Show it', run: () => select.current(sketchId) },
      });
    }

    let seen = client.state.scratch;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      keepSketch(roomId, memberId, client.scratchText);
    };
    const off = client.subscribe(() => {
      if (client.state.scratch === seen) return;
      seen = client.state.scratch;
      clearTimeout(timer);
      if (seen === null) write();
      else timer = setTimeout(write, restMs);
    });
    const leave = () => {
      if (timer !== undefined) write();
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      off();
      leave();
    };
  }, [client, roomId, memberId, toast]);
}
