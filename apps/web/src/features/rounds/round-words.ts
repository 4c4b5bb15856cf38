import type { Ballot, ResultRow, Results, Round, RoundMethod, RoundOption, TieBreak } from '@toile/protocol';
import { rankingOf } from '@toile/room';
import { counted } from '../../client/relative-time.js';

type MethodKind = RoundMethod['kind'];

/** What each method is called, and what it does, to somebody who chooses one. */
export const methodWords: Record<MethodKind, { title: string; does: string }> = {
  approval: { title: 'Approval', does: 'Everyone ticks what they would make. Most ticks win.' },
  dots: { title: 'Dots', does: 'Everyone spreads a few dots, more on what they like more.' },
  score: { title: 'Scores', does: 'Everyone gives each design 1 to 5. Most points win.' },
  ranked: {
    title: 'Ranked choice',
    does: 'Everyone puts them in order; the last ones drop out until one has a majority.',
  },
};

/** What somebody with a ballot in hand is to do. */
export function ballotHint(method: RoundMethod): string {
  switch (method.kind) {
    case 'approval':
      return 'Tick every design that you would make.';
    case 'dots':
      return method.perDesign < method.perMember
        ? `Place up to ${counted(method.perMember, 'dot')}, at most ${method.perDesign} on one design.`
        : `Place up to ${counted(method.perMember, 'dot')}, as you like.`;
    case 'score':
      return 'Give each design 1 to 5. What you leave out gets nothing.';
    case 'ranked':
      return 'Tap them in your order, best first. You may leave some out.';
  }
}

/** What others will learn, and when, in a few words. */
export function privacyWords({ anonymous, hidden }: Pick<Round, 'anonymous' | 'hidden'>): string {
  if (hidden)
    return anonymous ? 'Anonymous, hidden until the reveal' : 'Hidden until the reveal, then with names';
  return anonymous ? 'Anonymous, totals live' : 'Totals and names live';
}

export const turnoutWords = (voted: number, eligible: number): string =>
  `${voted} of ${eligible} ${eligible === 1 ? 'has' : 'have'} voted`;

/** The same once it is over. */
export const votedWords = (voted: number, eligible: number): string => `${voted} of ${eligible} voted`;

/** "5 dots from 3 people". */
export function totalWords(
  method: RoundMethod,
  { total, voters }: Pick<ResultRow, 'total' | 'voters'>,
): string {
  const unit = { approval: 'tick', dots: 'dot', score: 'point', ranked: 'vote' }[method.kind];
  const people = method.kind === 'approval' || method.kind === 'ranked' || total === 0;
  return people
    ? counted(total, unit)
    : `${counted(total, unit)} from ${counted(voters, 'person', 'people')}`;
}

const tieWords: Record<TieBreak, string> = {
  'first-choices': 'had more first choices',
  voters: 'was chosen by more people',
  fives: 'got more fives',
  list: 'stood earlier on the rack',
};

/** Why this one stands above an equal one; null where it does not. */
export const tieBreakWords = (tieBreak: TieBreak | null): string | null =>
  tieBreak && `Tied with the next: it ${tieWords[tieBreak]}.`;

const stayWords: Record<TieBreak, string> = {
  'first-choices': 'but more first choices',
  voters: 'but more people ranked them',
  fives: 'but more fives',
  list: 'but stood earlier on the rack',
};

/** Why this one went of those with as few votes. */
export const eliminationTieWords = (tieBreak: TieBreak | null): string | null =>
  tieBreak && `Others had as few votes, ${stayWords[tieBreak]}.`;

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(place: number): string {
  const ending = ['th', 'st', 'nd', 'rd'][place % 10] ?? 'th';
  return `${place}${Math.floor(place / 10) % 10 === 1 ? 'th' : ending}`;
}

/** What somebody's mark on one design says beside their name; nothing where choosing it is all it says. */
export function markWords({ kind }: RoundMethod, mark: number): string {
  switch (kind) {
    case 'approval':
      return '';
    case 'dots':
      return counted(mark, 'dot');
    case 'score':
      return counted(mark, 'point');
    case 'ranked':
      return ordinal(mark);
  }
}

/** What one ballot says: "Coat: 2, Dress: 1", or in a ranking "1 Coat, 2 Dress". */
export function choiceWords(method: RoundMethod, options: readonly RoundOption[], ballot: Ballot): string {
  const name = (designId: string) => options.find((option) => option.designId === designId)?.name ?? '';
  if (Object.keys(ballot).length === 0) return 'abstained';
  if (method.kind === 'ranked') {
    return rankingOf(ballot)
      .map((designId, index) => `${index + 1} ${name(designId)}`)
      .join(', ');
  }
  return options
    .filter(({ designId }) => ballot[designId] !== undefined)
    .map(({ designId }) =>
      method.kind === 'approval' ? name(designId) : `${name(designId)}: ${ballot[designId]}`,
    )
    .join(', ');
}

/** The one sentence of a result. */
export function outcomeWords(round: Pick<Round, 'options' | 'quorum'>, results: Results): string {
  const winner = round.options.find(({ designId }) => designId === results.winner);
  if (winner) return `${winner.name} comes first`;
  return results.quorumReached
    ? 'Nobody chose anything'
    : `No decision: ${results.voted} of the ${round.quorum} ballots it takes`;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Time left as a clock shows it: "01:24", "2 h 05", "3 days". */
export function clockWords(leftMs: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const left = Math.max(0, leftMs);
  if (left >= 2 * dayMs) return `${Math.floor(left / dayMs)} days`;
  if (left >= hourMs) return `${Math.floor(left / hourMs)} h ${two(Math.floor((left % hourMs) / minuteMs))}`;
  // A second is over when the next one is not: 00:00 shows only when there is nothing left.
  const seconds = Math.ceil(left / 1_000);
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** A length of time: "30 seconds", "2 minutes", "1 day". */
export function spanWords(ms: number): string {
  if (ms >= dayMs) return counted(ms / dayMs, 'day');
  if (ms >= hourMs) return counted(ms / hourMs, 'hour');
  return ms >= minuteMs ? counted(ms / minuteMs, 'minute') : counted(ms / 1_000, 'second');
}
