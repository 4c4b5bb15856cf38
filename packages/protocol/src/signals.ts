import { z } from 'zod';
import { designIdSchema, memberIdSchema } from './ids.js';

/** What somebody can hold up beside a spot of a picture for a moment. */
export const reactionMarks = ['love', 'yes', 'unsure', 'cut', 'star'] as const;
export const reactionMarkSchema = z.enum(reactionMarks);
export type ReactionMark = z.infer<typeof reactionMarkSchema>;

const fraction = z.number().min(0).max(1);

/** At a spot of a design's picture, in fractions of its width and height. */
export const reactRequestSchema = z.object({
  designId: designIdSchema,
  mark: reactionMarkSchema,
  x: fraction,
  y: fraction,
});
export type ReactRequest = z.infer<typeof reactRequestSchema>;

/** Ask everyone to look at a design. */
export const gatherRequestSchema = z.object({ designId: designIdSchema });
export type GatherRequest = z.infer<typeof gatherRequestSchema>;

/** What passes between the people of a room and is kept nowhere. `by` is the server's word. */
export const signalSchema = z.discriminatedUnion('kind', [
  reactRequestSchema.extend({ kind: z.literal('reaction'), by: memberIdSchema }),
  gatherRequestSchema.extend({ kind: z.literal('gather'), by: memberIdSchema }),
]);
export type Signal = z.infer<typeof signalSchema>;
