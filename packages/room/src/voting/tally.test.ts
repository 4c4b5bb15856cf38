import type { Ballot, RoundMethod, RoundTerms } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { ballotOfRanking, ballotProblem } from './ballot.js';
import { tally } from './tally.js';
import { tieRules } from './tie-breaking.js';

const dots: RoundMethod = { kind: 'dots', perMember: 5, perDesign: 3 };
const methods: RoundMethod[] = [{ kind: 'approval' }, dots, { kind: 'score' }, { kind: 'ranked' }];

type Terms = Pick<RoundTerms, 'method' | 'options' | 'quorum'>;

const terms = (method: RoundMethod, ids: string, quorum: number | null = null): Terms => ({
  method,
  quorum,
  options: [...ids].map((designId) => ({ designId, name: designId, recipe: '' })),
});
const places = (terms: Terms, ballots: Ballot[]) =>
  tally(terms, ballots, ballots.length)
    .rows.map(({ designId }) => designId)
    .join('');

describe('counting', () => {
  it('V3: approvals are counted, equal ones go by the rack', () => {
    const results = tally(terms({ kind: 'approval' }, 'abc'), [{ b: 1, c: 1 }, { b: 1 }, { c: 1 }], 5);
    expect(results.rows).toEqual([
      { designId: 'b', place: 1, total: 2, voters: 2, tieBreak: 'list' },
      { designId: 'c', place: 2, total: 2, voters: 2, tieBreak: null },
      { designId: 'a', place: 3, total: 0, voters: 0, tieBreak: null },
    ]);
    expect(results).toMatchObject({ winner: 'b', voted: 3, eligible: 5, abstained: 0, runoff: null });
  });

  it('V3: dots are added up, equal sums go by people, then by the rack', () => {
    const results = tally(terms(dots, 'abcd'), [{ a: 2, b: 1 }, { b: 1, c: 2 }, { d: 3 }], 3);
    expect(results.rows.map(({ designId, total, tieBreak }) => [designId, total, tieBreak])).toEqual([
      ['d', 3, null],
      ['b', 2, 'voters'],
      ['a', 2, 'list'],
      ['c', 2, null],
    ]);
  });

  it('V3: scores are added up, equal sums go by people, then fives, then the rack', () => {
    const score: RoundMethod = { kind: 'score' };
    expect(places(terms(score, 'ab'), [{ a: 4, b: 2 }, { b: 2 }])).toBe('ba');
    const fives = tally(
      terms(score, 'ab'),
      [
        { a: 3, b: 5 },
        { a: 3, b: 1 },
      ],
      2,
    );
    expect(fives.rows.map(({ designId, tieBreak }) => [designId, tieBreak])).toEqual([
      ['b', 'fives'],
      ['a', null],
    ]);
    expect(places(terms(score, 'ab'), [{ a: 3, b: 3 }])).toBe('ab');
  });

  it('V5: who abstains counts for turnout and quorum, and chooses nothing', () => {
    const results = tally(terms({ kind: 'approval' }, 'ab', 3), [{ b: 1 }, {}, {}], 4);
    expect(results).toMatchObject({ winner: 'b', voted: 3, abstained: 2, eligible: 4, quorumReached: true });
  });

  it('V5: a missed quorum and an empty urn decide nothing', () => {
    const missed = tally(terms({ kind: 'approval' }, 'ab', 3), [{ b: 1 }, { b: 1 }], 4);
    expect(missed).toMatchObject({ winner: null, quorumReached: false });
    expect(missed.rows[0]).toMatchObject({ designId: 'b', total: 2 });
    for (const method of methods) {
      expect(tally(terms(method, 'ab'), [{}, {}], 2)).toMatchObject({ winner: null, quorumReached: true });
      expect(tally(terms(method, 'ab'), [], 2).rows.map(({ designId }) => designId)).toEqual(['a', 'b']);
    }
  });

  it('V4: every result carries its rule for ties', () => {
    for (const method of methods) {
      expect(tally(terms(method, 'ab'), [], 0).tieRule).toBe(tieRules[method.kind]);
    }
  });
});

const ids = 'abcdefgh';

/** A round and ballots that fit it, few enough for ties to be common. */
function draw(random: () => number, method: RoundMethod): { terms: Terms; ballots: Ballot[] } {
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const designs = [...ids].slice(0, 2 + upTo(4));
  const ballot = (): Ballot => {
    const some = shuffle(random, designs).slice(0, upTo(designs.length));
    if (method.kind === 'ranked') return ballotOfRanking(some);
    if (method.kind === 'score') return Object.fromEntries(some.map((id) => [id, 1 + upTo(4)]));
    if (method.kind === 'approval') return Object.fromEntries(some.map((id) => [id, 1]));
    return Object.fromEntries(some.slice(0, 3).map((id, index) => [id, index === 0 ? 1 + upTo(2) : 1]));
  };
  return { terms: terms(method, designs.join('')), ballots: Array.from({ length: upTo(7) }, ballot) };
}

function shuffle<T>(random: () => number, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ value }) => value);
}

describe.each(methods)('whatever the ballots, $kind', (method) => {
  const rounds = Array.from({ length: 400 }, (_, seed) => ({ seed, ...draw(seeded(seed + 1), method) }));

  it('V4: the order of the ballots changes nothing', () => {
    for (const { seed, terms, ballots } of rounds) {
      const shuffled = shuffle(seeded(seed + 7_000), ballots);
      expect(tally(terms, shuffled, 9)).toEqual(tally(terms, ballots, 9));
    }
  });

  it('V4: every design has a place of its own, and totals never rise down the list', () => {
    for (const { terms, ballots } of rounds) {
      expect(ballots.map((one) => ballotProblem(method, [...ids], one))).toEqual(ballots.map(() => null));
      const { rows } = tally(terms, ballots, 9);
      expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index + 1));
      expect(rows.map(({ designId }) => designId).sort()).toEqual(terms.options.map((one) => one.designId));
      if (method.kind === 'ranked') continue;
      expect(rows.map(({ total }) => total)).toEqual(
        rows.map(({ total }) => total).toSorted((one, other) => other - one),
      );
      const marks = ballots.flatMap((ballot) => Object.values(ballot)).reduce((sum, mark) => sum + mark, 0);
      expect(rows.reduce((sum, { total }) => sum + total, 0)).toBe(marks);
    }
  });

  it('V5: an abstention more changes the turnout and nothing else', () => {
    for (const { terms, ballots } of rounds) {
      const { voted, abstained, ...rest } = tally(terms, [...ballots, {}], 9);
      const before = tally(terms, ballots, 9);
      expect({ ...rest, voted: voted - 1, abstained: abstained - 1 }).toEqual(before);
    }
  });

  it('V3: one more mark for a design never lowers its place', () => {
    if (method.kind === 'ranked') return; // known of run-offs: they are not monotonic
    const placeOf = (terms: Terms, ballots: Ballot[], id: string) =>
      tally(terms, ballots, 9).rows.findIndex(({ designId }) => designId === id);
    for (const { terms, ballots } of rounds) {
      for (const { designId } of terms.options) {
        const more = [...ballots, { [designId]: 1 }];
        expect(placeOf(terms, more, designId)).toBeLessThanOrEqual(placeOf(terms, ballots, designId));
      }
    }
  });
});

describe('run-off', () => {
  const ranked = (ids: string) => terms({ kind: 'ranked' }, ids);
  const ballots = (counts: Record<string, number>): Ballot[] =>
    Object.entries(counts).flatMap(([ranking, count]) =>
      Array.from({ length: count }, () => ballotOfRanking([...ranking])),
    );

  it('V6: more than half of the first choices wins at once', () => {
    const results = tally(ranked('abc'), ballots({ ba: 3, ab: 1, c: 1 }), 5);
    expect(results.runoff).toEqual([
      { votes: { a: 1, b: 3, c: 1 }, exhausted: 0, eliminated: [], tieBreak: null },
    ]);
    expect(results.winner).toBe('b');
  });

  it('V6: the fewest go step by step, and their ballots go on to the next choice', () => {
    // The textbook case: a leads, c goes, and c's voters decide for b.
    const results = tally(ranked('abc'), ballots({ ac: 4, ba: 3, cb: 2 }), 9);
    expect(results.runoff).toEqual([
      { votes: { a: 4, b: 3, c: 2 }, exhausted: 0, eliminated: ['c'], tieBreak: null },
      { votes: { a: 4, b: 5 }, exhausted: 0, eliminated: [], tieBreak: null },
    ]);
    expect(results.rows.map(({ designId, total }) => [designId, total])).toEqual([
      ['b', 5],
      ['a', 4],
      ['c', 2],
    ]);
  });

  it('V6: ballots without a choice left are exhausted, and half of the others is enough', () => {
    const results = tally(ranked('abc'), ballots({ a: 3, b: 2, c: 2 }), 7);
    expect(results.runoff?.map(({ exhausted, eliminated }) => [exhausted, eliminated])).toEqual([
      [0, ['c']],
      [2, []],
    ]);
    expect(results.winner).toBe('a');
  });

  it.each<[string, Record<string, number>, string]>([
    ['voters', { a: 2, bd: 1, cd: 1, dc: 1 }, 'b'],
    ['list', { a: 2, b: 1, c: 1, d: 1 }, 'd'],
  ])('V6: who goes among equals is decided by %s', (tieBreak, counts, loser) => {
    const { runoff } = tally(ranked('abcd'), ballots(counts), 9);
    expect(runoff?.[0]).toMatchObject({ eliminated: [loser], tieBreak });
  });

  it('V6: in a later step equals are told apart by their first choices', () => {
    // d goes first; its vote lifts c to b's 2, and b had more first choices.
    const { runoff } = tally(ranked('abcd'), ballots({ a: 3, b: 2, c: 1, dc: 1 }), 7);
    expect(runoff?.map(({ eliminated, tieBreak }) => [eliminated, tieBreak])).toEqual([
      [['d'], 'voters'],
      [['c'], 'first-choices'],
      [[], null],
    ]);
  });

  const elections = Array.from({ length: 600 }, (_, seed) => draw(seeded(seed + 1), { kind: 'ranked' }));

  it('V6: votes and exhausted ballots add up in every step, and every step but the last sends somebody home', () => {
    for (const { terms, ballots } of elections) {
      const { runoff, voted, abstained } = tally(terms, ballots, 9);
      for (const [index, { votes, exhausted, eliminated }] of runoff!.entries()) {
        const sum = Object.values(votes).reduce((total, count) => total + count, 0);
        expect(sum + exhausted).toBe(voted - abstained);
        expect(eliminated.length > 0).toBe(index < runoff!.length - 1);
      }
    }
  });

  it('V6: sending the voteless home together ends as sending them home one by one', () => {
    for (const { terms, ballots } of elections) {
      if (ballots.every((ballot) => Object.keys(ballot).length === 0)) continue;
      expect(tally(terms, ballots, 9).winner).toBe(oneByOne(terms, ballots));
    }
  });

  it('V6: a design that loses every duel never wins', () => {
    for (const { terms, ballots } of elections) {
      const { winner } = tally(terms, ballots, 9);
      if (winner === null) continue;
      const losesAll = terms.options.every(
        ({ designId }) =>
          designId === winner || prefer(ballots, designId, winner) > prefer(ballots, winner, designId),
      );
      expect(losesAll).toBe(false);
    }
  });
});

const rank = (ballot: Ballot, id: string) => ballot[id] ?? Number.POSITIVE_INFINITY;
const prefer = (ballots: Ballot[], one: string, other: string) =>
  ballots.filter((ballot) => rank(ballot, one) < rank(ballot, other)).length;

/** The rule of a run-off as it is written in a book, one elimination at a time. */
function oneByOne({ options }: Terms, ballots: Ballot[]): string {
  let left = options.map(({ designId }) => designId);
  const firsts = (id: string) => ballots.filter((ballot) => ballot[id] === 1).length;
  const rankers = (id: string) => ballots.filter((ballot) => ballot[id] !== undefined).length;
  while (left.length > 1) {
    const votes = (id: string) =>
      ballots.filter(
        (ballot) =>
          rank(ballot, id) < Infinity && left.every((other) => rank(ballot, id) <= rank(ballot, other)),
      ).length;
    const going = ballots.filter((ballot) => left.some((id) => ballot[id] !== undefined)).length;
    const majority = left.find((id) => 2 * votes(id) > going);
    if (majority) return majority;
    const worst = left.reduce((one, other) => {
      const order = votes(one) - votes(other) || firsts(one) - firsts(other) || rankers(one) - rankers(other);
      return order < 0 ? one : other;
    });
    left = left.filter((id) => id !== worst);
  }
  return left[0]!;
}

/** A small seeded generator of numbers in [0, 1), so that a failing run can be repeated: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
