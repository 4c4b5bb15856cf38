import { z } from 'zod';
import type { Member, Room } from './http.js';
import { designIdSchema, hashSchema, memberIdSchema } from './ids.js';
import { limits } from './limits.js';
import { memberColourSchema } from './presence.js';
import { roundSchema } from './rounds.js';
import { versionSchema } from './versions.js';

/** The file of an archive that says what it is, and what else is in it. */
export const archiveManifestName = 'archive.json';

/** What an archive's other files hold, by name. */
export const archiveFiles = [
  'document.json',
  'recipes.json',
  'votes.json',
  'rounds.json',
  'versions.json',
] as const;
export type ArchiveFile = (typeof archiveFiles)[number];

/** Somebody as they were in the room: enough to say who did what, and not to be them. */
export const archivedMemberSchema = z.object({
  id: memberIdSchema,
  name: z.string().trim().min(1).max(limits.memberNameChars),
  colour: memberColourSchema,
  joinedAtMs: z.number(),
});
export type ArchivedMember = z.infer<typeof archivedMemberSchema>;

/** `archive.json` in the ZIP of a room. */
export const archiveManifestSchema = z.object({
  format: z.literal('toile-room'),
  formatVersion: z.literal(1),
  /** The Toile that wrote it. */
  writtenBy: z.string().max(80),
  exportedAtMs: z.number(),
  room: z.object({
    name: z.string().trim().min(1).max(limits.roomNameChars),
    createdAtMs: z.number(),
    packId: hashSchema,
    /** What people call the pack, for a server that does not have it. */
    packTitle: z.string().max(80),
  }),
  members: z
    .array(archivedMemberSchema)
    .max(limits.membersPerRoom)
    .refine((members) => new Set(members.map(({ id }) => id)).size === members.length, 'each member once'),
  files: z.record(z.enum(archiveFiles), z.object({ sha256: hashSchema, bytes: z.int().min(0) })),
});
export type ArchiveManifest = z.infer<typeof archiveManifestSchema>;

/** A root of the room's document: id -> key -> value. What the keys may be is the document's to say. */
const rootSchema = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

/** `document.json`: the document as it was, without its history. */
export const archivedDocumentSchema = z.object({
  schemaVersion: z.int().min(1),
  designs: rootSchema,
  comments: rootSchema.default({}),
});
export type ArchivedDocument = z.infer<typeof archivedDocumentSchema>;

/** `recipes.json`: every design's picture, to draw again anywhere that has the pack. For reading; not read back. */
export interface ArchivedRecipe {
  readonly designId: string;
  readonly name: string;
  readonly hash: string;
  /** The recipe's canonical text. */
  readonly recipe: string;
}

/** `votes.json`: standing votes, in their order. */
export const archivedVotesSchema = z.record(
  designIdSchema,
  z.array(memberIdSchema).max(limits.membersPerRoom),
);
/** `rounds.json`: voting rounds that have ended; one that was open is called off, and its ballots stay behind. */
export const archivedRoundsSchema = z
  .array(roundSchema)
  .max(limits.roundsPerRoom)
  .refine((rounds) => new Set(rounds.map(({ id }) => id)).size === rounds.length, 'each round once')
  .refine((rounds) => rounds.every(({ state }) => state.kind !== 'open'), 'a round is still open');
/** `versions.json`: the history of designs, oldest first. */
export const archivedVersionsSchema = z
  .array(versionSchema)
  .max(limits.versionsPerRoom + limits.designsPerRoom * limits.namedVersionsPerDesign);

/** POST /api/archives: the importer's name, percent-encoded. */
export const memberNameHeader = 'toile-member-name';
export const importRoomNameSchema = z.string().trim().min(1, 'cannot be empty').max(limits.memberNameChars);

/**
 * Whether a member came with an archive: a name beside what they did, and a place that nobody can take. They joined
 * the room that it was taken from, before this one was made of it; import sees to that.
 */
export const cameWithArchive = (
  { joinedAtMs }: Pick<Member, 'joinedAtMs'>,
  { createdAtMs }: Pick<Room, 'createdAtMs'>,
): boolean => joinedAtMs < createdAtMs;
