import { z } from 'zod';
import { designIdSchema, memberIdSchema, roundIdSchema } from './ids.js';
import { limits } from './limits.js';
import { memberColourSchema } from './presence.js';

/**
 * How a round is decided. What the marks of a ballot mean follows from it:
 * `approval` 1 = approved; `dots` dots given; `score` 1 to 5; `ranked` 1 = first choice, 2 = second, without gaps.
 */
export const roundMethodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approval') }),
  z
    .object({
      kind: z.literal('dots'),
      perMember: z.int().min(1).max(limits.dotsPerMember),
      perDesign: z.int().min(1).max(limits.dotsPerMember),
    })
    .refine(({ perMember, perDesign }) => perDesign <= perMember, 'perDesign is at most perMember'),
  z.object({ kind: z.literal('score') }),
  z.object({ kind: z.literal('ranked') }),
]);
export type RoundMethod = z.infer<typeof roundMethodSchema>;

/** Who may vote in a round, of those whose role lets them vote at all. Late joiners count among a role. */
export const electorateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), least: z.enum(['voter', 'editor']) }),
  z.object({
    kind: z.literal('members'),
    memberIds: z.array(memberIdSchema).min(1).max(limits.membersPerRoom),
  }),
]);
export type Electorate = z.infer<typeof electorateSchema>;

/** Design id -> mark, for the designs that were marked; an empty ballot abstains. See `RoundMethod`. */
export const ballotSchema = z
  .record(designIdSchema, z.int().min(1).max(Math.max(limits.dotsPerMember, limits.designsPerRound)))
  .refine((ballot) => Object.keys(ballot).length <= limits.designsPerRound, 'too many designs');
export type Ballot = z.infer<typeof ballotSchema>;

/** A design as it was when the round opened. `recipe` is the canonical text: it draws the same picture for good. */
export const roundOptionSchema = z.object({ designId: designIdSchema, name: z.string(), recipe: z.string() });
export type RoundOption = z.infer<typeof roundOptionSchema>;

/** What placed a design above the next one where their totals were equal; see `tieRules` of the room package. */
export const tieBreakSchema = z.enum(['first-choices', 'voters', 'fives', 'list']);
export type TieBreak = z.infer<typeof tieBreakSchema>;

const count = z.int().min(0);

export const resultRowSchema = z.object({
  designId: designIdSchema,
  /** 1, 2, 3… without gaps. */
  place: z.int().min(1),
  /** Approvals, dots or points; in a run-off the votes of the last step that it was in. */
  total: count,
  /** Ballots that mark it at all. */
  voters: count,
  tieBreak: tieBreakSchema.nullable(),
});
export type ResultRow = z.infer<typeof resultRowSchema>;

/** One step of an instant run-off. Votes and exhausted ballots add up to the ballots that choose anything. */
export const runoffStepSchema = z.object({
  votes: z.record(designIdSchema, count),
  /** Ballots none of whose choices is left. */
  exhausted: count,
  /** Who goes after this step; empty in the last. */
  eliminated: z.array(designIdSchema),
  /** What decided who goes, where others had as few votes. */
  tieBreak: tieBreakSchema.nullable(),
});
export type RunoffStep = z.infer<typeof runoffStepSchema>;

export const resultsSchema = z.object({
  /** Every design, best first. */
  rows: z.array(resultRowSchema),
  /** Null where nobody chose anything, or the quorum was missed. */
  winner: designIdSchema.nullable(),
  /** Ballots cast, abstentions included, of `eligible` members who might have. */
  voted: count,
  eligible: count,
  abstained: count,
  /** True where none was asked for. */
  quorumReached: z.boolean(),
  /** The rule in words, as it was applied. */
  tieRule: z.string(),
  /** Of a ranked round. */
  runoff: z.array(runoffStepSchema).nullable(),
  /** Who chose what; null for an anonymous round, always. */
  ballots: z
    .array(
      z.object({
        member: z.object({ id: memberIdSchema, name: z.string(), colour: memberColourSchema }),
        ballot: ballotSchema,
      }),
    )
    .nullable(),
});
export type Results = z.infer<typeof resultsSchema>;

/** What a round asks, and by which rules. Fixed when it opens. */
export const roundTermsSchema = z.object({
  question: z.string().trim().min(1, 'cannot be empty').max(limits.questionChars),
  method: roundMethodSchema,
  /** In rack order, which also is the order of the last tie-break. */
  options: z.array(roundOptionSchema).min(2).max(limits.designsPerRound),
  /** Nobody learns who chose what. Otherwise it is told with the totals: live, or in a hidden round at the reveal. */
  anonymous: z.boolean(),
  /** Nobody learns any total, or any choice, before the reveal. */
  hidden: z.boolean(),
  electorate: electorateSchema,
  /** Ballots without which the round decides nothing. */
  quorum: z.int().min(1).max(limits.membersPerRoom).nullable(),
});
export type RoundTerms = z.infer<typeof roundTermsSchema>;

export const roundStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), closesAtMs: z.number().nullable(), extensions: count }),
  z.object({
    kind: z.literal('revealed'),
    atMs: z.number(),
    /** Who ended it; null where its time was up. */
    by: memberIdSchema.nullable(),
    results: resultsSchema,
  }),
  z.object({ kind: z.literal('cancelled'), atMs: z.number(), by: memberIdSchema }),
]);
export type RoundState = z.infer<typeof roundStateSchema>;

/** A voting round as every member may see it: what was chosen is not in it before the reveal. */
export const roundSchema = roundTermsSchema.extend({
  id: roundIdSchema,
  openedBy: memberIdSchema,
  openedAtMs: z.number(),
  state: roundStateSchema,
});
export type Round = z.infer<typeof roundSchema>;

/** How an open round stands, for one member. */
export const roundProgressSchema = z.object({
  roundId: roundIdSchema,
  voted: count,
  eligible: count,
  /** How it stands so far, with who chose what unless the round is anonymous; null for a hidden round. */
  standings: resultsSchema.nullable(),
  /** This member's own ballot, whichever tab cast it. */
  mine: ballotSchema.nullable(),
});
export type RoundProgress = z.infer<typeof roundProgressSchema>;

/** The round that is open or, where none is, the last one; with the server's clock, by which it closes. */
export const roundEventSchema = z.object({
  serverTimeMs: z.number(),
  round: roundSchema.nullable(),
  /** Null unless the round is open. */
  progress: roundProgressSchema.nullable(),
});
export type RoundEvent = z.infer<typeof roundEventSchema>;

/** Open a round on designs as the server has them now. Hosts and editors. */
export const openRoundRequestSchema = roundTermsSchema.omit({ options: true }).extend({
  designIds: z
    .array(designIdSchema)
    .min(2)
    .max(limits.designsPerRound)
    .refine((ids) => new Set(ids).size === ids.length, 'each design once'),
  /** Null: it stays open until somebody ends it. */
  closesInMs: z.int().min(limits.roundMinMs).max(limits.roundMaxMs).nullable(),
});
export type OpenRoundRequest = z.infer<typeof openRoundRequestSchema>;

/** Cast a ballot, change it, or take it back (null). */
export const castBallotRequestSchema = z.object({ roundId: roundIdSchema, ballot: ballotSchema.nullable() });
export type CastBallotRequest = z.infer<typeof castBallotRequestSchema>;
/** More time; a round without a timer gets one that ends `byMs` from now. */
export const extendRoundRequestSchema = z.object({
  roundId: roundIdSchema,
  byMs: z.int().min(limits.roundMinMs).max(limits.roundMaxMs),
});
export type ExtendRoundRequest = z.infer<typeof extendRoundRequestSchema>;
/** End a round: with its results, or without any. Whoever opened it, and hosts. */
export const endRoundRequestSchema = z.object({ roundId: roundIdSchema });
export type EndRoundRequest = z.infer<typeof endRoundRequestSchema>;

/** GET /api/rooms/:roomId/rounds: past rounds that were revealed, newest first. */
export const roundListSchema = z.object({
  rounds: z.array(
    z.object({
      id: roundIdSchema,
      question: z.string(),
      method: roundMethodSchema,
      revealedAtMs: z.number(),
      winner: roundOptionSchema.nullable(),
      voted: count,
      eligible: count,
    }),
  ),
});
export type RoundList = z.infer<typeof roundListSchema>;
