import { limits, type Member, newDesignId, newMemberId, openRoundRequestSchema } from '@toile/protocol';
import { expect, it } from 'vitest';
import { draftProblem, newDraft, requestOf, settingsWords } from './round-draft.js';

const rack = Array.from({ length: 3 }, () => ({ id: newDesignId() }));
const member = (role: Member['role']): Member => ({
  id: newMemberId(),
  name: role,
  role,
  colour: 'sea',
  joinedAtMs: 0,
});
const members = [member('host'), member('voter'), member('viewer')];

it('starts as something that can be started', () => {
  const draft = newDraft(rack);
  expect(draftProblem(draft, members)).toBeNull();
  expect(openRoundRequestSchema.parse(requestOf(draft))).toMatchObject({
    designIds: rack.map(({ id }) => id),
    method: { kind: 'dots', perMember: 3, perDesign: 2 },
    electorate: { kind: 'role', least: 'voter' },
  });
  expect(settingsWords(draft)).toBe('Anonymous, hidden until the reveal, 2 minutes, everyone who may vote');
});

it('takes no more designs than a round holds', () => {
  const long = Array.from({ length: limits.designsPerRound + 5 }, () => ({ id: newDesignId() }));
  expect(newDraft(long).designIds).toHaveLength(limits.designsPerRound);
});

it('never asks for more dots on a design than a person has', () => {
  const draft = { ...newDraft(rack), dotsPerMember: 1, dotsPerDesign: 3 };
  expect(requestOf(draft).method).toEqual({ kind: 'dots', perMember: 1, perDesign: 1 });
});

it.each([
  [{ question: '   ' }, /question/],
  [{ designIds: [rack[0]!.id] }, /two designs/],
  [{ who: 'members' as const }, /who may vote/],
  [{ who: 'members' as const, memberIds: [members[2]!.id] }, /who may vote/],
  [{ who: 'members' as const, memberIds: [members[1]!.id], quorum: 2 }, /quorum of 2 .* 1 person/],
])('says what is missing: %j', (part, words) => {
  expect(draftProblem({ ...newDraft(rack), ...part }, members)).toMatch(words);
});
