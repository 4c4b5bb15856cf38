import { type Locks, lockRequestSchema, mayHost, ToileError } from '@toile/protocol';
import { designMap } from '@toile/room';
import type { Store } from '@toile/store';
import type { OpenRoom } from './open-room.js';
import { parsed } from './parsed.js';

/**
 * Lock or unlock a design or the room, on behalf of a host. Answers all locks as they are then.
 * @throws ToileError `bad-request`, `role-forbidden`, `design-not-found`; rejects as the store does.
 */
export async function setLock(
  store: Pick<Store, 'setLock'>,
  room: OpenRoom,
  memberId: string,
  request: unknown,
): Promise<{ locks: Locks }> {
  const { designId, locked } = parsed(lockRequestSchema, request);
  if (!mayHost(room.roleOf(memberId))) throw new ToileError('role-forbidden');
  // Only what hangs on the rack is locked, so that there are no more locks than designs; unlocking is always free.
  if (locked && designId !== null && !designMap(room.doc, designId)) throw new ToileError('design-not-found');
  await store.setLock(room.id, designId, locked ? { by: memberId, atMs: Date.now() } : null);
  await room.changed('locks');
  return { locks: room.facts.locks };
}
