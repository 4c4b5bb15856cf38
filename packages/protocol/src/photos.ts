import { z } from 'zod';
import { hashSchema, memberIdSchema } from './ids.js';

/** What photographs are stored as, whatever they came as. */
export const photoMime = 'image/webp';

/** A photograph of a room, without its bytes. Written by servers only. */
export const photoSchema = z.object({
  /** SHA-256 of the bytes as they are stored: upright, in sRGB, without metadata. */
  hash: hashSchema,
  bytes: z.int().min(1),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  /** Who brought it first. */
  by: memberIdSchema,
  atMs: z.number(),
});
export type Photo = z.infer<typeof photoSchema>;

/** Answer of GET /api/rooms/:roomId/photos, oldest first. */
export const photoListSchema = z.object({ photos: z.array(photoSchema) });
