import { z } from 'zod';
import { designIdSchema } from './ids.js';
import { authorSchema, placeInTimeSchema, versionSchema } from './versions.js';

const entry = { id: z.string(), atMs: z.number(), by: authorSchema };

/**
 * One thing that happened in a room, as the store remembers it: `joined` from its members, `voted` from their
 * hearts, `asked` and `decided` from its voting rounds, the others from the versions of its designs. A heart that is
 * taken back never happened. No ballot is in any of it.
 */
export const activityEntrySchema = z.discriminatedUnion('kind', [
  z.object({ ...entry, kind: z.literal('version'), version: versionSchema }),
  z.object({ ...entry, kind: z.literal('named'), version: versionSchema }),
  /** `opened`: they made the room. */
  z.object({ ...entry, kind: z.literal('joined'), opened: z.boolean() }),
  z.object({ ...entry, kind: z.literal('voted'), designId: designIdSchema }),
  z.object({ ...entry, kind: z.literal('asked'), question: z.string() }),
  /** `by` is whoever ended it or, where its time was up, whoever asked. `winner`: a design's id. */
  z.object({
    ...entry,
    kind: z.literal('decided'),
    question: z.string(),
    outcome: z.enum(['revealed', 'cancelled']),
    winner: designIdSchema.nullable(),
  }),
]);
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

/** What has happened since the last of these events, newest first. */
export const activityEventSchema = z.object({
  /** New ones, and those that differ from what was told of them. */
  entries: z.array(activityEntrySchema),
  /** Ids of entries that never happened. */
  gone: z.array(z.string()),
  /** More may have happened than is told: what was known before these no longer joins on. */
  gap: z.boolean(),
});
export type ActivityEvent = z.infer<typeof activityEventSchema>;

/** What happened before `before`, newest first; at most `limits.activityPerPage`. */
export const activityRequestSchema = z.object({ before: placeInTimeSchema.optional() });
export type ActivityRequest = z.infer<typeof activityRequestSchema>;

/** The id of the entry that tells of a version's name. */
export const namedEntryId = (versionId: string): string => `named:${versionId}`;
