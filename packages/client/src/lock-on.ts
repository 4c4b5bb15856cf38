import { type ErrorCode, type Locks, type Member, mayHost } from '@toile/protocol';
import type { ScratchState } from './room-state.js';

interface Locked {
  readonly me: Member | null;
  readonly locks: Locks;
  readonly scratch?: ScratchState | null;
}

/** The lock that keeps `me` from changing a design or, with null, the rack; null where none does. A sketch is nobody else's. */
export function lockOn(
  { me, locks, scratch = null }: Locked,
  designId: string | null,
): Extract<ErrorCode, 'room-locked' | 'design-locked'> | null {
  if (me !== null && mayHost(me.role)) return null;
  if (designId !== null && designId === scratch?.design.id) return null;
  if (locks.room) return 'room-locked';
  return designId !== null && Object.hasOwn(locks.designs, designId) ? 'design-locked' : null;
}
