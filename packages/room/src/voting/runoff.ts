import type { Ballot, RunoffStep, TieBreak } from '@toile/protocol';
import { rankingOf } from './ballot.js';
import type { TieBreaker } from './tie-breaking.js';

/** A design as the run-off leaves it, best first. */
export interface RunoffPlace {
  readonly designId: string;
  /** Its votes in the last step that it was in. */
  readonly votes: number;
  /** What placed it above the next one, where both had as many votes when that one went. */
  readonly tieBreak: TieBreak | null;
}

/**
 * Instant run-off: each ballot is a vote for the best of its choices that is left. While nobody has more than
 * half of these votes, the design with the fewest goes. Designs without a single vote go together, which changes
 * nothing: none of them has a vote to pass on, and each would go before any that has one.
 *
 * `ballots` are ranked and not empty; ties are broken by `breakTie`.
 */
export function instantRunoff(
  designIds: readonly string[],
  ballots: readonly Ballot[],
  breakTie: TieBreaker,
): { places: RunoffPlace[]; steps: RunoffStep[] } {
  const rankings = ballots.map(rankingOf);
  const steps: RunoffStep[] = [];
  /** Designs that went, last place first. */
  const gone: RunoffPlace[] = [];
  let left = [...designIds];
  for (;;) {
    const votes = new Map(left.map((designId) => [designId, 0]));
    let exhausted = 0;
    for (const ranking of rankings) {
      const choice = ranking.find((designId) => votes.has(designId));
      if (choice === undefined) exhausted += 1;
      else votes.set(choice, votesOf(votes, choice) + 1);
    }
    left = left.toSorted((one, other) => compare(votes, one, other, breakTie));
    const step = { votes: Object.fromEntries(votes), exhausted };
    const leading = votesOf(votes, left[0]);
    if (left.length < 2 || leading === 0 || 2 * leading > rankings.length - exhausted) {
      steps.push({ ...step, eliminated: [], tieBreak: null });
      const placed = left.map((_, index) => placeAt(left, index, votes, breakTie));
      return { places: [...placed, ...gone.reverse()], steps };
    }
    const without = left.filter((designId) => votesOf(votes, designId) === 0);
    const eliminated = without.length > 0 ? without : left.slice(-1);
    const last = left.length - eliminated.length - 1;
    const { tieBreak } = placeAt(left, last, votes, breakTie);
    steps.push({ ...step, eliminated, tieBreak });
    for (let index = left.length - 1; index > last; index--) gone.push(placeAt(left, index, votes, breakTie));
    left = left.slice(0, last + 1);
  }
}

function compare(
  votes: ReadonlyMap<string, number>,
  one: string,
  other: string,
  breakTie: TieBreaker,
): number {
  return votesOf(votes, other) - votesOf(votes, one) || breakTie(one, other).first;
}

function placeAt(
  sorted: readonly string[],
  index: number,
  votes: ReadonlyMap<string, number>,
  breakTie: TieBreaker,
): RunoffPlace {
  const designId = sorted[index] ?? '';
  const next = sorted[index + 1];
  const count = votesOf(votes, designId);
  const tied = next !== undefined && votesOf(votes, next) === count;
  return { designId, votes: count, tieBreak: tied ? breakTie(designId, next).by : null };
}

const votesOf = (votes: ReadonlyMap<string, number>, designId: string | undefined): number =>
  (designId === undefined ? undefined : votes.get(designId)) ?? 0;
