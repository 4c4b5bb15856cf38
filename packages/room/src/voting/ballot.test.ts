import type { Ballot, RoundMethod } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { ballotOfRanking, ballotProblem, marksIn, rankingOf } from './ballot.js';

const designs = ['coat', 'dress', 'skirt'];
const dots: RoundMethod = { kind: 'dots', perMember: 3, perDesign: 2 };

describe('ballots', () => {
  it.each<[RoundMethod, Ballot]>([
    [{ kind: 'approval' }, { coat: 1, skirt: 1 }],
    [dots, { coat: 2, dress: 1 }],
    [{ kind: 'score' }, { coat: 1, dress: 5 }],
    [{ kind: 'ranked' }, { skirt: 1, coat: 2 }],
  ])('V1: %j takes %j, and nothing at all', (method, ballot) => {
    expect(ballotProblem(method, designs, ballot)).toBeNull();
    expect(ballotProblem(method, designs, {})).toBeNull();
  });

  it.each<[RoundMethod, Ballot]>([
    [{ kind: 'approval' }, { coat: 2 }],
    [{ kind: 'approval' }, { hat: 1 }],
    [dots, { coat: 3 }],
    [dots, { coat: 2, dress: 2 }],
    [dots, { coat: 0.5 }],
    [dots, { coat: 0 }],
    [dots, { coat: -1, dress: 2 }],
    [{ kind: 'score' }, { coat: 6 }],
    [{ kind: 'ranked' }, { coat: 1, dress: 1 }],
    [{ kind: 'ranked' }, { coat: 1, dress: 3 }],
    [{ kind: 'ranked' }, { coat: 2 }],
  ])('V1: %j refuses %j and says why', (method, ballot) => {
    expect(ballotProblem(method, designs, ballot)).toMatch(/\w.*\.$/);
  });

  it('V1: a ranking and its ballot are the same thing', () => {
    expect(ballotOfRanking(['skirt', 'coat'])).toEqual({ skirt: 1, coat: 2 });
    expect(rankingOf({ coat: 2, dress: 3, skirt: 1 })).toEqual(['skirt', 'coat', 'dress']);
    expect(marksIn({ coat: 2, dress: 1 })).toBe(3);
  });
});
