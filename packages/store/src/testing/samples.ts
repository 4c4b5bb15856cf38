import { createHash } from 'node:crypto';
import { type Member, memberColours, newMemberId, newRoomId, newToken, type Room } from '@toile/protocol';

let clock = 1_700_000_000_000;

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** SHA-256 of nothing in particular, in hex. */
export const aHash = (): string => createHash('sha256').update(newToken()).digest('hex');

/** Each is of a later moment than the one before. */
export const aRoom = (): Room => ({
  id: newRoomId(),
  name: 'Autumn',
  packId: aHash(),
  createdAtMs: clock++,
});

export const aMember = (from: Partial<Member> = {}): Member => ({
  id: newMemberId(),
  name: 'Ada',
  role: 'viewer',
  colour: memberColours[clock % memberColours.length]!,
  joinedAtMs: clock++,
  ...from,
});
