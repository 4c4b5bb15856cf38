import type { Ballot, RoundMethod } from '@toile/protocol';

/**
 * Why a ballot does not fit a round of `method` on these designs, in words for people; null where it does.
 * An empty ballot always fits: it abstains.
 */
export function ballotProblem(
  method: RoundMethod,
  designIds: readonly string[],
  ballot: Ballot,
): string | null {
  const marks = Object.entries(ballot);
  if (marks.some(([designId]) => !designIds.includes(designId))) {
    return 'The ballot marks a design that is not in this round.';
  }
  if (marks.some(([, mark]) => !Number.isInteger(mark) || mark < 1))
    return 'A mark is a whole number from 1.';
  return markProblem(
    method,
    marks.map(([, mark]) => mark),
  );
}

function markProblem(method: RoundMethod, marks: readonly number[]): string | null {
  switch (method.kind) {
    case 'approval':
      return marks.every((mark) => mark === 1) ? null : 'A design is approved once, or not at all.';
    case 'dots':
      if (marks.some((mark) => mark > method.perDesign)) {
        return `A design takes ${method.perDesign} of your dots at most.`;
      }
      return sum(marks) <= method.perMember ? null : `You have ${method.perMember} dots.`;
    case 'score':
      return marks.every((mark) => mark <= 5) ? null : 'A score is from 1 to 5.';
    case 'ranked':
      return new Set(marks).size === marks.length && marks.every((mark) => mark <= marks.length)
        ? null
        : 'A ranking counts 1, 2, 3 and so on, each place once.';
  }
}

/** The designs of a ranked ballot, first choice first. */
export const rankingOf = (ballot: Ballot): string[] =>
  Object.keys(ballot).toSorted((one, other) => (ballot[one] ?? 0) - (ballot[other] ?? 0));

/** The ballot that ranks designs in this order. */
export const ballotOfRanking = (designIds: readonly string[]): Ballot =>
  Object.fromEntries(designIds.map((designId, index) => [designId, index + 1]));

/** All marks together: the dots that are spent, the points that are given. */
export const marksIn = (ballot: Ballot): number => sum(Object.values(ballot));

const sum = (marks: readonly number[]) => marks.reduce((total, mark) => total + mark, 0);
