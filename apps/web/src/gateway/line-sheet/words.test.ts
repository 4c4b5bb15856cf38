import type { Round } from '@toile/protocol';
import { expect, it } from 'vitest';
import { roundWords } from './round-words.js';

const [coat, dress, skirt] = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB', 'CCCCCCCCCCCC'] as const;

function revealed(question: string, winner: string | null, ...places: string[]): Round {
  const rows = places.map((designId, at) => ({
    designId,
    place: at + 1,
    total: 1,
    voters: 1,
    tieBreak: null,
  }));
  return { question, state: { kind: 'revealed', results: { rows, winner } } } as unknown as Round;
}

it('says how a design did in the last round that it was in', () => {
  const rounds = [
    revealed('Which coat?', coat, coat, skirt),
    revealed('Which dress?', dress, dress, coat, skirt),
  ];
  expect(roundWords(coat, rounds)).toBe('1st of 2 in “Which coat?”');
  expect(roundWords(skirt, rounds)).toBe('2nd of 2 in “Which coat?”');
  expect(roundWords(dress, rounds)).toBe('1st of 3 in “Which dress?”');
  expect(roundWords('DDDDDDDDDDDD', rounds)).toBe('');
  expect(roundWords(coat, [revealed('Quorum?', null, coat, dress)])).toBe('Undecided in “Quorum?”');
  expect(roundWords(skirt, [revealed('Any?', coat, coat, dress, skirt)])).toBe('3rd of 3 in “Any?”');
});
