import { inviteIdSchema, inviteTokenSchema } from '@toile/protocol';
import { z } from 'zod';
import { keep, readKept } from './kept.js';

const schema = z.record(inviteIdSchema, inviteTokenSchema);

/**
 * The tokens of the links that were made in this browser: invite id -> token. The server stores hashes only,
 * so a link made elsewhere cannot be shown again.
 */
export function keptInvites(roomId: string): Readonly<Record<string, string>> {
  try {
    return schema.parse(JSON.parse(readKept(`invites.${roomId}`) ?? '{}'));
  } catch {
    // Written by another version, or by hand: the links still work, they just cannot be shown.
    return {};
  }
}

/** Keep one token and forget those of invites that no longer live. */
export function keepInvite(
  roomId: string,
  made: { id: string; token: string },
  liveIds: readonly string[],
): void {
  const live = Object.entries(keptInvites(roomId)).filter(([id]) => liveIds.includes(id));
  keep(`invites.${roomId}`, JSON.stringify({ ...Object.fromEntries(live), [made.id]: made.token }));
}
