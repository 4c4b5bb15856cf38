'use client';

import { useRoomState } from '../../client/use-room.js';
import { type RendererWords, rendererWords } from './renderer-words.js';
import { useLasting } from './use-lasting.js';

/** A picture that comes sooner needs no announcement. */
const patienceMs = 600;

/** What draws the pictures and what it does, as it stands. */
export function useRendererWords(): RendererWords | null {
  const renderer = useRoomState((state) => state.renderer);
  const drawing = useRoomState((state) => state.drawing);
  const lasting = useLasting(drawing > 0, patienceMs);
  return rendererWords(renderer, lasting ? drawing : 0);
}
