import { z } from 'zod';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * A random identifier of `length` characters from a 58-letter alphabet (about 5.86 bits each).
 * Rejection sampling keeps it uniform. 22 characters carry 128 bits.
 */
export function randomId(length: number): string {
  let id = '';
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      if (byte < 232 && id.length < length) id += alphabet[byte % 58];
    }
  }
  return id;
}

const id = (length: number) =>
  z.string().regex(new RegExp(`^[0-9A-Za-z]{${length}}$`), `expected ${length} letters or digits`);

export const roomIdSchema = id(16);
export const memberIdSchema = id(12);
export const designIdSchema = id(12);
export const commentIdSchema = id(12);
export const inviteIdSchema = id(12);
export const liveViewIdSchema = id(12);
export const versionIdSchema = id(12);
export const roundIdSchema = id(12);
/** 32 characters, 187 bits: cannot be guessed. Only its SHA-256 is stored. */
export const inviteTokenSchema = id(32);
export const sessionTokenSchema = id(32);
/** SHA-256 in lower-case hex: names a recipe, a frame or a pack. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
/** A direction's id inside its pack, such as "sleeves" or "ganspace-3". */
export const directionIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/);

export const newRoomId = () => randomId(16);
export const newMemberId = () => randomId(12);
export const newDesignId = () => randomId(12);
export const newCommentId = () => randomId(12);
export const newInviteId = () => randomId(12);
export const newLiveViewId = () => randomId(12);
export const newVersionId = () => randomId(12);
export const newRoundId = () => randomId(12);
export const newToken = () => randomId(32);
