import { z } from 'zod';
import { designIdSchema, memberIdSchema } from './ids.js';

/** Who locked something, and when. */
export const lockSchema = z.object({ by: memberIdSchema, atMs: z.number() });
export type Lock = z.infer<typeof lockSchema>;

/** What only hosts may change at present; the server holds every change of the document to it. */
export const locksSchema = z.object({
  /** Every design and the rack itself; comments and votes go on. */
  room: lockSchema.nullable(),
  /** designId -> its lock: the design stays on the rack and as it is. */
  designs: z.record(designIdSchema, lockSchema),
});
export type Locks = z.infer<typeof locksSchema>;

/** Lock or unlock a design, or with null the room. */
export const lockRequestSchema = z.object({ designId: designIdSchema.nullable(), locked: z.boolean() });
export type LockRequest = z.infer<typeof lockRequestSchema>;
