import type { Ballot, Results, RoundProgress } from '@toile/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProgressTeller } from './progress-teller.js';

const design = 'abcdefghijkm';
let ballots: Map<string, Ballot>;
let named: boolean;
let heard: Map<string, RoundProgress[]>;
let teller: ProgressTeller;

function room(size: number): void {
  heard = new Map();
  const listeners = new Set(
    Array.from({ length: size }, (_, index) => {
      const memberId = `member ${index}`;
      const all: RoundProgress[] = [];
      heard.set(memberId, all);
      return { memberId, roundProgress: (progress: RoundProgress) => all.push(progress) };
    }),
  );
  teller = new ProgressTeller({
    listeners,
    standing: () => ({
      forAll: {
        roundId: 'abcdefghijkm',
        voted: ballots.size,
        eligible: size,
        standings: { ballots: named ? [...ballots] : null } as unknown as Results,
      },
      ballotOf: (memberId) => ballots.get(memberId) ?? null,
    }),
  });
}
const votedAt = (index: number) => heard.get(`member ${index}`)?.map(({ voted }) => voted);

beforeEach(() => {
  vi.useFakeTimers();
  ballots = new Map();
  named = true;
});
afterEach(() => {
  teller.close();
  vi.useRealTimers();
});

it('tells a few people of every ballot at once', () => {
  room(3);
  for (const index of [0, 1]) {
    ballots.set(`member ${index}`, { [design]: 1 });
    teller.changed();
    vi.advanceTimersByTime(50);
  }
  expect(votedAt(2)).toEqual([1, 2]);
  expect(heard.get('member 0')?.at(-1)?.mine).toEqual({ [design]: 1 });
});

it('tells many people of many named ballots together, and each of their own at once', () => {
  room(200);
  for (let index = 0; index < 100; index += 1) {
    ballots.set(`member ${index}`, { [design]: 1 });
    teller.changed();
    expect(heard.get(`member ${index}`)?.at(-1)?.mine).toEqual({ [design]: 1 });
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(2_000);
  const seen = votedAt(150) ?? [];
  expect(seen.length).toBeLessThan(20);
  expect(seen.at(-1)).toBe(100);
});

it('does not slow down what names nobody', () => {
  room(200);
  named = false;
  for (let index = 0; index < 10; index += 1) {
    ballots.set(`member ${index}`, { [design]: 1 });
    teller.changed();
  }
  expect(votedAt(150)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

it('says nothing twice, unless it starts anew', () => {
  room(2);
  teller.changed();
  teller.changed();
  expect(votedAt(0)).toEqual([0]);
  teller.restart();
  teller.changed();
  expect(votedAt(0)).toEqual([0, 0]);
});
