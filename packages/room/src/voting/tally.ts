import type { Ballot, ResultRow, Results, RoundTerms } from '@toile/protocol';
import { instantRunoff } from './runoff.js';
import { tieBreaker, tieRules } from './tie-breaking.js';

/**
 * What a round's ballots say, whatever order they come in. Pure: the same ballots give the same results anywhere.
 *
 * `ballots` fit the round (see `ballotProblem`), one a member; `eligible` is how many members might have cast
 * one. An empty ballot counts for turnout and quorum and chooses nothing. Who cast which is not told here:
 * `results.ballots` is null.
 */
export function tally(
  terms: Pick<RoundTerms, 'method' | 'options' | 'quorum'>,
  ballots: readonly Ballot[],
  eligible: number,
): Results {
  const { method, quorum } = terms;
  const designIds = terms.options.map(({ designId }) => designId);
  const choosing = ballots.filter((ballot) => Object.keys(ballot).length > 0);
  const breakTie = tieBreaker(method.kind, designIds, choosing);
  const voters = (designId: string) => choosing.filter((ballot) => ballot[designId] !== undefined).length;

  const runoff = method.kind === 'ranked' ? instantRunoff(designIds, choosing, breakTie) : null;
  const sorted =
    runoff?.places.map(({ designId, votes, tieBreak }) => ({ designId, total: votes, tieBreak })) ??
    bySum(designIds, choosing, breakTie);
  const rows = sorted.map((row, index) => ({ ...row, place: index + 1, voters: voters(row.designId) }));

  const quorumReached = quorum === null || ballots.length >= quorum;
  return {
    rows,
    winner: quorumReached && choosing.length > 0 ? (rows[0]?.designId ?? null) : null,
    voted: ballots.length,
    eligible,
    abstained: ballots.length - choosing.length,
    quorumReached,
    tieRule: tieRules[method.kind],
    runoff: runoff?.steps ?? null,
    ballots: null,
  };
}

/** Approvals, dots or points: the sum of all marks, a design that a ballot leaves out getting nothing from it. */
function bySum(
  designIds: readonly string[],
  ballots: readonly Ballot[],
  breakTie: ReturnType<typeof tieBreaker>,
): Pick<ResultRow, 'designId' | 'total' | 'tieBreak'>[] {
  const totals = designIds.map((designId) => ({
    designId,
    total: ballots.reduce((sum, ballot) => sum + (ballot[designId] ?? 0), 0),
  }));
  const sorted = totals.toSorted(
    (one, other) => other.total - one.total || breakTie(one.designId, other.designId).first,
  );
  return sorted.map((row, index) => {
    const next = sorted[index + 1];
    return { ...row, tieBreak: next?.total === row.total ? breakTie(row.designId, next.designId).by : null };
  });
}
