import type { SeedSource } from '@toile/latent';
import { z } from 'zod';
import { hashSchema } from './ids.js';
import { limits } from './limits.js';

const text = z.string().trim().min(1).max(limits.clipTextChars);
/** One-hot index; null where any will do. */
const category = z.int().min(0).nullable();
const block = z
  .int()
  .min(0)
  .max(limits.clipBlocks - 1);

const about = {
  pack: hashSchema,
  /** SHA-256 of the `clip.json` that is meant: answers of another are other answers. */
  clip: hashSchema,
  /** The truncationPsi at which seeds are looked at. */
  psi: z.number().min(0).max(1.5),
  category,
  text,
};

/** How near the pictures of one block of seeds come to a text. */
export const clipRankTaskSchema = z.object({ kind: z.literal('clip-rank'), ...about, block });

/** The direction in w along which pictures come nearer to a text. */
export const clipDirectionTaskSchema = z.object({ kind: z.literal('clip-direction'), ...about });

/** POST /api/rooms/:roomId/words/rank (editor). */
export const clipRankRequestSchema = z.object({ pack: hashSchema, category, text, block });
export type ClipRankRequest = z.infer<typeof clipRankRequestSchema>;
/** Its answer: the cosine of text and picture for each of `seedsOfBlock`, in their order. */
export const clipRankAnswerSchema = z.object({
  scores: z.array(z.number().min(-1).max(1)).length(limits.clipBlockSeeds),
});
export type ClipRankAnswer = z.infer<typeof clipRankAnswerSchema>;

/** POST /api/rooms/:roomId/words/direction (editor). */
export const clipDirectionRequestSchema = z.object({ pack: hashSchema, category, text });
export type ClipDirectionRequest = z.infer<typeof clipDirectionRequestSchema>;
/** Its answer. */
export const clipDirectionAnswerSchema = z.object({
  /** What one sigma towards the text adds to a wPlus, as `wPlusText` writes it. */
  step: z.string(),
  /** Correlation of what the direction predicts with what CLIP says, over seeds that it was not fitted on. */
  agreement: z.number().min(-1).max(1),
});
export type ClipDirectionAnswer = z.infer<typeof clipDirectionAnswerSchema>;

/**
 * The seeds of one block of a search: the same ones for every search, so that what is known of their pictures stays
 * known. Where any category will do, each takes its turn; `categories` is how many the pack has.
 */
export function seedsOfBlock(categories: number, wanted: number | null, of: number): SeedSource[] {
  return Array.from({ length: limits.clipBlockSeeds }, (_, i) => {
    const seed = of * limits.clipBlockSeeds + i;
    return { kind: 'seed', seed, category: categories === 0 ? null : (wanted ?? seed % categories) };
  });
}
