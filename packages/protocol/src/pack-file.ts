import { z } from 'zod';
import { hashSchema } from './ids.js';

/** A file of a pack as the file that names it says. */
export const packFileSchema = z.object({
  /** Relative to the pack's folder, no way out of it. */
  path: z.string().regex(/^[\w][\w.-]*$/),
  sha256: hashSchema,
  bytes: z.int().positive(),
});
