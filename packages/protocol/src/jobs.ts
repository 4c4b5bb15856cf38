import { parseRecipe, type Recipe, recipeJson } from '@toile/latent';
import { z } from 'zod';
import { errorCodeSchema } from './errors.js';
import { hashSchema, roomIdSchema } from './ids.js';

/** A recipe on a wire: an object that `parseRecipe` accepts, canonical when read. */
export const recipeSchema = z.unknown().transform((value, context): Recipe => {
  try {
    return parseRecipe(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'not a recipe' });
    return z.NEVER;
  }
});

/** The canonical text of a recipe: what is hashed, stored and sent. */
export const recipeText = (recipe: Recipe): string => recipeJson(recipe);

/** `live` pictures follow a hand and go first; `background` ones (sources, seed walls) take what is left. */
export const laneSchema = z.enum(['live', 'background']);
export type Lane = z.infer<typeof laneSchema>;

/**
 * One requested image. (roomId, slot) is the place that shows it: at most one running and one pending
 * job for each place, the latest wins. A slot is a design's id, or `picture:<hash>`.
 */
export const renderJobSchema = z.object({
  roomId: roomIdSchema,
  slot: z.string().min(1).max(96),
  hash: hashSchema,
  recipe: recipeSchema,
  lane: laneSchema,
  offeredAtMs: z.number(),
});
export type RenderJob = z.infer<typeof renderJobSchema>;

/** A job in a worker's hands until `expiresAtMs`. */
export const leaseSchema = z.object({
  leaseId: z.string().min(1),
  attempt: z.int().min(1),
  expiresAtMs: z.number(),
  job: renderJobSchema,
});
export type Lease = z.infer<typeof leaseSchema>;

/** Everything about a frame but its bytes. */
export const frameMetaSchema = z.object({
  hash: hashSchema,
  mime: z.enum(['image/webp', 'image/png', 'image/jpeg']),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  tier: z.enum(['preview', 'final']),
  /** Mapping and synthesis, this image's share of its batch. */
  inferenceMs: z.number().min(0),
  encodeMs: z.number().min(0),
  batch: z.int().min(1),
  provider: z.string(),
});
export type FrameMeta = z.infer<typeof frameMetaSchema>;

/** The header in which a picture's answer over HTTP carries its frame's meta, as JSON. */
export const frameMetaHeader = 'toile-frame';

export interface Frame {
  readonly meta: FrameMeta;
  readonly bytes: Uint8Array;
}

/** What the frame bus carries: names, never pictures. */
export const announcementSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('frame'),
    roomId: roomIdSchema,
    slot: z.string(),
    hash: hashSchema,
    offeredAtMs: z.number(),
    doneAtMs: z.number(),
  }),
  z.object({
    kind: z.literal('failed'),
    roomId: roomIdSchema,
    slot: z.string(),
    hash: hashSchema,
    code: errorCodeSchema,
    message: z.string(),
  }),
]);
export type Announcement = z.infer<typeof announcementSchema>;

/** A worker as it reports itself, renewed with every heartbeat. */
export const workerStatusSchema = z.object({
  workerId: z.string().min(1).max(64),
  provider: z.string(),
  threads: z.int().min(1),
  packIds: z.array(hashSchema),
  startedAtMs: z.number(),
  framesDrawn: z.int().min(0),
});
export type WorkerStatus = z.infer<typeof workerStatusSchema>;
