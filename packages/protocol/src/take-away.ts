import { z } from 'zod';
import { designIdSchema } from './ids.js';
import { limits } from './limits.js';

/** POST /api/rooms/:roomId/film: an animated WebP from one design to another. */
export const filmRequestSchema = z.object({
  from: designIdSchema,
  to: designIdSchema,
  /** Pictures from one end to the other, both included. */
  frames: z.int().min(8).max(limits.framesPerFilm),
  sizePx: z.union([z.literal(256), z.literal(512)]),
  /** How long each picture stands, in ms. */
  frameMs: z.int().min(20).max(500),
  /** Also the way back. */
  back: z.boolean(),
});
export type FilmRequest = z.infer<typeof filmRequestSchema>;

/** POST /api/rooms/:roomId/line-sheet: a PDF of designs, in the order in which they are named. */
export const lineSheetRequestSchema = z.object({
  designIds: z
    .array(designIdSchema)
    .min(1)
    .max(limits.designsPerRoom)
    .refine((ids) => new Set(ids).size === ids.length, 'each design once'),
  perPage: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(6)]),
});
export type LineSheetRequest = z.infer<typeof lineSheetRequestSchema>;
