import type { Ballot, RoundMethod, TieBreak } from '@toile/protocol';

/** How equal totals are put in an order, in words; printed with every result. */
export const tieRules: Readonly<Record<RoundMethod['kind'], string>> = {
  approval: 'Equal approvals: the design that stood earlier on the rack comes first.',
  dots: 'Equal dots: the design with dots from more people comes first, then the one earlier on the rack.',
  score:
    'Equal points: the design that more people scored comes first, then the one with more fives, then the one earlier on the rack.',
  ranked:
    'Equal votes in a step: the design with more first choices stays, then the one that more people ranked at all, then the one earlier on the rack.',
};

/** What ties are broken by, in this order; `list`, the order of the designs in the round, always decides. */
const order: Readonly<Record<RoundMethod['kind'], readonly Exclude<TieBreak, 'list'>[]>> = {
  approval: [],
  dots: ['voters'],
  score: ['voters', 'fives'],
  ranked: ['first-choices', 'voters'],
};

/** Says which of two designs of equal total comes first (negative: `one`), and by what. */
export type TieBreaker = (one: string, other: string) => { first: number; by: TieBreak };

export function tieBreaker(
  kind: RoundMethod['kind'],
  designIds: readonly string[],
  ballots: readonly Ballot[],
): TieBreaker {
  const counts = order[kind].map((by) => ({ by, of: counter(by, ballots) }));
  return (one, other) => {
    for (const { by, of } of counts) {
      const first = of(other) - of(one);
      if (first !== 0) return { first, by };
    }
    return { first: designIds.indexOf(one) - designIds.indexOf(other), by: 'list' };
  };
}

function counter(by: Exclude<TieBreak, 'list'>, ballots: readonly Ballot[]): (designId: string) => number {
  const wanted = { voters: null, 'first-choices': 1, fives: 5 }[by];
  const counts = new Map<string, number>();
  for (const ballot of ballots) {
    for (const [designId, mark] of Object.entries(ballot)) {
      if (wanted === null || mark === wanted) counts.set(designId, (counts.get(designId) ?? 0) + 1);
    }
  }
  return (designId) => counts.get(designId) ?? 0;
}
