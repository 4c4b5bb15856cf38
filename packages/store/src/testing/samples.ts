import { createHash } from 'node:crypto';
import {
  type Member,
  memberColours,
  newDesignId,
  newMemberId,
  newRoomId,
  newRoundId,
  newToken,
  newVersionId,
  type Results,
  type Room,
  type Round,
  type Version,
} from '@toile/protocol';

let clock = 1_700_000_000_000;

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** SHA-256 of nothing in particular, in hex. */
export const aHash = (): string => createHash('sha256').update(newToken()).digest('hex');

/** Each is of a later moment than the one before. */
export const aRoom = (): Room => ({
  id: newRoomId(),
  name: 'Autumn',
  packId: aHash(),
  createdAtMs: clock++,
});

export const aMember = (from: Partial<Member> = {}): Member => ({
  id: newMemberId(),
  name: 'Ada',
  role: 'viewer',
  colour: memberColours[clock % memberColours.length]!,
  joinedAtMs: clock++,
  ...from,
});

/** An automatic version of a design, of a later moment than whatever was made before it. */
export const aVersion = (from: Partial<Version> = {}): Version => ({
  id: newVersionId(),
  designId: newDesignId(),
  atMs: clock++,
  by: { id: newMemberId(), name: 'Ada' },
  deed: 'changed',
  changes: [{ field: 'mix.style', from: 0, to: 0.5 }],
  state: '{"mix.style":0.5}',
  naming: null,
  ...from,
});

/** An open round on two designs; of a later moment than the one before. */
export const aRound = (from: Partial<Round> = {}): Round => ({
  id: newRoundId(),
  question: 'Which one goes to sampling? ✂️',
  method: { kind: 'dots', perMember: 3, perDesign: 2 },
  options: [1, 2].map((number) => ({
    designId: newDesignId(),
    name: `Toile "${number}"`,
    recipe: `{"recipe":${number}}`,
  })),
  anonymous: false,
  hidden: true,
  electorate: { kind: 'role', least: 'voter' },
  quorum: null,
  openedBy: newMemberId(),
  openedAtMs: clock++,
  state: { kind: 'open', closesAtMs: null, extensions: 0 },
  ...from,
});

/** What a round of these ballots might have come to. */
export const aResult = (voted: number): Results => ({
  rows: [],
  winner: null,
  voted,
  eligible: voted,
  abstained: 0,
  quorumReached: true,
  tieRule: 'Heads or tails.',
  runoff: null,
  ballots: null,
});
