import { z } from 'zod';

/** What was measured of where a pack's layers part: below the boundary structure, from it on appearance. */
export const packSplitSchema = z.object({
  /**
   * What the boundary was chosen by: the harmonic mean of structure kept and appearance taken, and of the boundaries
   * that the pairs do not tell from the best, the one that keeps the most structure.
   */
  objective: z.literal('harmonic-mean'),
  /** Pairs of garments that were mixed and measured. */
  pairs: z.int().positive(),
  seed: z.int().min(0),
  /**
   * For each boundary k, 0 to numWs, garments with the first one's layers below k and the second one's from k on:
   * structure kept from the first and appearance taken from the second, 0 as an unrelated garment's and 1 the same.
   */
  curve: z
    .array(
      z.object({
        structure: z.number().max(1),
        appearance: z.number().max(1),
        /** Their harmonic mean, 0 where either is not above 0. */
        balance: z.number().min(0).max(1),
        /** In which the balance of 95% of the resamplings lies. */
        interval: z.tuple([z.number(), z.number()]),
        /** Share of the resamplings of the pairs in which this boundary is the best. */
        wins: z.number().min(0).max(1),
      }),
    )
    .min(2),
  /** For each layer: how far it alone changes structure and appearance, 1 being as far as an unrelated garment. */
  influence: z.array(z.object({ structure: z.number().min(0), appearance: z.number().min(0) })).min(1),
});
export type PackSplit = z.infer<typeof packSplitSchema>;
