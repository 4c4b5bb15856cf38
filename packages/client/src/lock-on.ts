import { type ErrorCode, type Locks, type Member, mayHost } from '@toile/protocol';

/** The lock that keeps `me` from changing a design or, with null, the rack; null where none does. */
export function lockOn(
  { me, locks }: { readonly me: Member | null; readonly locks: Locks },
  designId: string | null,
): Extract<ErrorCode, 'room-locked' | 'design-locked'> | null {
  if (me !== null && mayHost(me.role)) return null;
  if (locks.room) return 'room-locked';
  return designId !== null && Object.hasOwn(locks.designs, designId) ? 'design-locked' : null;
}
