import { inviteTokenSchema, liveViewIdSchema } from '@toile/protocol';
import { z } from 'zod';
import { keep, readKept } from './kept.js';

const schema = z.object({ id: liveViewIdSchema, token: inviteTokenSchema });

/** The token of the live view that was made in this browser; the server stores its hash only. */
export function keptLiveViewToken(roomId: string, viewId: string): string | null {
  const kept = schema.safeParse(jsonOf(readKept(`live-view.${roomId}`)));
  return kept.success && kept.data.id === viewId ? kept.data.token : null;
}

export const keepLiveView = (roomId: string, made: { id: string; token: string }): void =>
  keep(`live-view.${roomId}`, JSON.stringify(made));

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
