import type { Ballot, Member, Results, RoundProgress } from '@toile/protocol';
import { inElectorate, tally } from '@toile/room';
import type { Urn } from '@toile/store';

/** The ballots that count: of members who may vote in this round, as their roles are now. */
function counting({ round, ballots }: Urn, members: readonly Member[]): Map<Member, Ballot> {
  const counted = new Map<Member, Ballot>();
  for (const member of members) {
    const ballot = ballots.find(({ memberId }) => memberId === member.id)?.ballot;
    if (ballot && inElectorate(round.electorate, member)) counted.set(member, ballot);
  }
  return counted;
}

/** What a round comes to. Who chose what is in it only where the round is an open one. */
export function countUrn(urn: Urn, members: readonly Member[]): Results {
  const { round } = urn;
  const counted = counting(urn, members);
  const results = tally(round, [...counted.values()], eligible(urn, members));
  if (round.anonymous) return results;
  const ballots = [...counted].map(([{ id, name, colour }, ballot]) => ({
    member: { id, name, colour },
    ballot,
  }));
  return { ...results, ballots };
}

/** How an open round stands, as far as everybody may know; null for one that is over. */
export function progressForAll(
  urn: Urn | null,
  members: readonly Member[],
): Omit<RoundProgress, 'mine'> | null {
  if (urn?.round.state.kind !== 'open') return null;
  const { round } = urn;
  return {
    roundId: round.id,
    voted: counting(urn, members).size,
    eligible: eligible(urn, members),
    standings: round.hidden ? null : countUrn(urn, members),
  };
}

/** A member's own ballot, whatever the others may know of it. */
export const ballotOf = (urn: Urn | null, memberId: string): Ballot | null =>
  urn?.ballots.find((one) => one.memberId === memberId)?.ballot ?? null;

const eligible = ({ round }: Urn, members: readonly Member[]): number =>
  members.filter((member) => inElectorate(round.electorate, member)).length;
