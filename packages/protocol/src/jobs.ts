import { z } from 'zod';
import { errorCodeSchema } from './errors.js';
import { hashSchema, roomIdSchema } from './ids.js';
import { recipeSchema } from './recipe-on-wire.js';
import { packOfTask, taskSchema } from './tasks.js';

/** `live` pictures follow a hand and go first; `background` ones (sources, seed walls) take what is left. */
export const laneSchema = z.enum(['live', 'background']);
export type Lane = z.infer<typeof laneSchema>;

const jobPlace = {
  roomId: roomIdSchema,
  slot: z.string().min(1).max(96),
  hash: hashSchema,
  lane: laneSchema,
  offeredAtMs: z.number(),
};

/**
 * One requested image, or a task. (roomId, slot) is the place that shows it: at most one running and one pending
 * job for each place, the latest wins. A slot is a design's id, `picture:<hash>` or `task:<hash>`.
 */
export const renderJobSchema = z.union([
  z.object({ ...jobPlace, recipe: recipeSchema }),
  z.object({ ...jobPlace, task: taskSchema }),
]);
export type RenderJob = z.infer<typeof renderJobSchema>;
export type PictureJob = Extract<RenderJob, { readonly recipe: unknown }>;
export type TaskJob = Extract<RenderJob, { readonly task: unknown }>;

/** The pack that a worker must have for a job. */
export const packOfJob = (job: RenderJob): string =>
  'recipe' in job ? job.recipe.pack : packOfTask(job.task);

/** A job in a worker's hands until `expiresAtMs`. */
export const leaseSchema = z.object({
  leaseId: z.string().min(1),
  attempt: z.int().min(1),
  expiresAtMs: z.number(),
  job: renderJobSchema,
});
export type Lease = z.infer<typeof leaseSchema>;

/** A lease on a picture to draw. */
export type PictureLease = Lease & { readonly job: PictureJob };
/** A lease on a task to answer. */
export type TaskLease = Lease & { readonly job: TaskJob };
export const isTaskLease = (lease: Lease): lease is TaskLease => 'task' in lease.job;
export const isPictureLease = (lease: Lease): lease is PictureLease => 'recipe' in lease.job;

/** Everything about a frame but its bytes. */
export const frameMetaSchema = z.object({
  hash: hashSchema,
  /** `application/json`: a task's answer, which has no pixels. */
  mime: z.enum(['image/webp', 'image/png', 'image/jpeg', 'application/json']),
  widthPx: z.int().min(0),
  heightPx: z.int().min(0),
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
