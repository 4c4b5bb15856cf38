import { type Electorate, type Member, mayVote, roleAtLeast } from '@toile/protocol';

/** Whether a member may vote in a round, as their role is now. */
export function inElectorate(electorate: Electorate, { id, role }: Pick<Member, 'id' | 'role'>): boolean {
  if (!mayVote(role)) return false;
  return electorate.kind === 'role' ? roleAtLeast(role, electorate.least) : electorate.memberIds.includes(id);
}
