import { limits, type Member, type OpenRoundRequest, type RoundMethod } from '@toile/protocol';
import { inElectorate } from '@toile/room';
import { counted } from '../../client/relative-time.js';
import { privacyWords, spanWords } from './round-words.js';

/** A round that is being thought up. Numbers that a method does not use are kept for when it is chosen again. */
export interface RoundDraft {
  readonly question: string;
  readonly designIds: readonly string[];
  readonly method: RoundMethod['kind'];
  readonly dotsPerMember: number;
  readonly dotsPerDesign: number;
  readonly anonymous: boolean;
  readonly hidden: boolean;
  readonly closesInMs: number | null;
  readonly quorum: number | null;
  readonly who: 'voter' | 'editor' | 'members';
  readonly memberIds: readonly string[];
}

/** A draft that can be started as it is: all of the rack (as far as it fits), three dots, two minutes. */
export function newDraft(rack: readonly { readonly id: string }[]): RoundDraft {
  return {
    question: 'Which do we make?',
    designIds: rack.slice(0, limits.designsPerRound).map(({ id }) => id),
    method: 'dots',
    dotsPerMember: 3,
    dotsPerDesign: 2,
    anonymous: true,
    hidden: true,
    closesInMs: 120_000,
    quorum: null,
    who: 'voter',
    memberIds: [],
  };
}

/** The members who may vote in the round as it is drafted. */
export function electors(draft: RoundDraft, members: readonly Member[]): Member[] {
  const electorate = electorateOf(draft);
  return members.filter((member) => inElectorate(electorate, member));
}

/** Why the draft cannot be started yet, in words; null where it can. */
export function draftProblem(draft: RoundDraft, members: readonly Member[]): string | null {
  if (draft.question.trim() === '') return 'Ask a question first.';
  if (draft.designIds.length < 2) return 'Pick at least two designs.';
  if (draft.designIds.length > limits.designsPerRound)
    return `Pick ${limits.designsPerRound} designs at most.`;
  const count = electors(draft, members).length;
  if (draft.who === 'members' && count === 0) return 'Choose who may vote.';
  // A role may still gain members while the round is open; chosen people are all there will be.
  if (draft.who === 'members' && draft.quorum !== null && draft.quorum > count) {
    return `A quorum of ${draft.quorum} cannot be reached by ${counted(count, 'person', 'people')}.`;
  }
  return null;
}

export function requestOf(draft: RoundDraft): OpenRoundRequest {
  const method: RoundMethod =
    draft.method === 'dots'
      ? {
          kind: 'dots',
          perMember: draft.dotsPerMember,
          perDesign: Math.min(draft.dotsPerDesign, draft.dotsPerMember),
        }
      : { kind: draft.method };
  return {
    question: draft.question,
    method,
    designIds: [...draft.designIds],
    anonymous: draft.anonymous,
    hidden: draft.hidden,
    electorate: electorateOf(draft),
    quorum: draft.quorum,
    closesInMs: draft.closesInMs,
  };
}

/** The settings that are folded away, in one line. */
export function settingsWords(draft: RoundDraft): string {
  const who = { voter: 'everyone who may vote', editor: 'editors and hosts', members: 'chosen people' }[
    draft.who
  ];
  return [
    privacyWords(draft),
    draft.closesInMs === null ? 'no timer' : spanWords(draft.closesInMs),
    draft.quorum === null ? null : `quorum ${draft.quorum}`,
    who,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

const electorateOf = ({ who, memberIds }: RoundDraft): OpenRoundRequest['electorate'] =>
  who === 'members' ? { kind: 'members', memberIds: [...memberIds] } : { kind: 'role', least: who };
