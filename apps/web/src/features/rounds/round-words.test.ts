import type { Results } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import {
  ballotHint,
  choiceWords,
  clockWords,
  ordinal,
  outcomeWords,
  spanWords,
  totalWords,
} from './round-words.js';

const options = ['Coat', 'Dress', 'Skirt'].map((name) => ({ designId: name, name, recipe: '' }));

describe('round words', () => {
  it('say what to do with the dots', () => {
    expect(ballotHint({ kind: 'dots', perMember: 3, perDesign: 2 })).toBe(
      'Place up to 3 dots, at most 2 on one design.',
    );
    expect(ballotHint({ kind: 'dots', perMember: 1, perDesign: 1 })).toBe('Place up to 1 dot, as you like.');
  });

  it.each([
    [0, '00:00'],
    [-5, '00:00'],
    [1, '00:01'],
    [1_000, '00:01'],
    [1_001, '00:02'],
    [83_500, '01:24'],
    [3_599_000, '59:59'],
    [3_600_000, '1 h 00'],
    [7_500_000, '2 h 05'],
    [3 * 86_400_000 + 5, '3 days'],
  ])('show %i ms as %s', (ms, words) => {
    expect(clockWords(ms)).toBe(words);
  });

  it.each([
    [30_000, '30 seconds'],
    [60_000, '1 minute'],
    [7_200_000, '2 hours'],
    [86_400_000, '1 day'],
  ])('call %i ms %s', (ms, words) => {
    expect(spanWords(ms)).toBe(words);
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [21, '21st'],
    [24, '24th'],
  ])('count %i as %s', (place, words) => {
    expect(ordinal(place)).toBe(words);
  });

  it('tell a ballot', () => {
    const dots = { kind: 'dots', perMember: 3, perDesign: 2 } as const;
    expect(choiceWords(dots, options, { Skirt: 1, Coat: 2 })).toBe('Coat: 2, Skirt: 1');
    expect(choiceWords({ kind: 'approval' }, options, { Dress: 1 })).toBe('Dress');
    expect(choiceWords({ kind: 'ranked' }, options, { Dress: 2, Skirt: 1 })).toBe('1 Skirt, 2 Dress');
    expect(choiceWords({ kind: 'ranked' }, options, {})).toBe('abstained');
  });

  it('tell totals', () => {
    const dots = { kind: 'dots', perMember: 3, perDesign: 2 } as const;
    expect(totalWords(dots, { total: 5, voters: 3 })).toBe('5 dots from 3 people');
    expect(totalWords(dots, { total: 0, voters: 0 })).toBe('0 dots');
    expect(totalWords({ kind: 'score' }, { total: 4, voters: 1 })).toBe('4 points from 1 person');
    expect(totalWords({ kind: 'approval' }, { total: 1, voters: 1 })).toBe('1 tick');
  });

  it('tell who won, and why nobody did', () => {
    const results = { winner: 'Dress', quorumReached: true, voted: 2 } as Results;
    expect(outcomeWords({ options, quorum: null }, results)).toBe('Dress comes first');
    expect(outcomeWords({ options, quorum: null }, { ...results, winner: null })).toBe(
      'Nobody chose anything',
    );
    const missed = { ...results, winner: null, quorumReached: false };
    expect(outcomeWords({ options, quorum: 4 }, missed)).toBe('No decision: 2 of the 4 ballots it takes');
  });
});
