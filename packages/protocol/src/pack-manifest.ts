import { z } from 'zod';
import { directionIdSchema, hashSchema } from './ids.js';
import { packFileSchema } from './pack-file.js';
import { packSplitSchema } from './pack-split.js';

const layerRange = z
  .tuple([z.int().min(0), z.int().min(0)])
  .refine(([start, end]) => start < end, 'expected a half-open range [start, end)');

export const directionGroups = ['shape', 'colour', 'pattern', 'component'] as const;

/** One slider that a pack offers. Its unit vector is row `row` of the directions binary. */
export const directionSchema = z.object({
  id: directionIdSchema,
  label: z.string().min(1).max(40),
  group: z.enum(directionGroups),
  /** What the two ends are called, such as "short" and "long". */
  lowLabel: z.string().max(24),
  highLabel: z.string().max(24),
  /** Reach of the slider in sigmas. */
  rangeSigmas: z.tuple([z.number().negative(), z.number().positive()]),
  /** Layers of wPlus on which it acts, half-open. */
  layers: layerRange,
  /** Standard deviation of w along the unit vector: one sigma in w's units. */
  standardDeviation: z.number().positive(),
  /** Share of the variance of w, for principal components. */
  explainedVariance: z.number().min(0).max(1).optional(),
  finder: z.enum(['ganspace', 'sefa', 'measured']),
  /** What it is named for: the measure that grows towards `highLabel`. */
  measure: z.string().optional(),
  /** What was measured to change over one sigma, in standard deviations by measure name, where it was measured. */
  measured: z.record(z.string(), z.number()).optional(),
  /** Share of neighbouring steps over the range in which the labelled measure moves the labelled way, 0..1. */
  monotonicity: z.number().min(0).max(1).optional(),
  row: z.int().min(0),
});
export type Direction = z.infer<typeof directionSchema>;

/** `directions.json`: the sliders of a pack. `vectors` is float32 little-endian, [count, wDim]. */
export const directionsFileSchema = z.object({
  formatVersion: z.literal(1),
  wDim: z.int().positive(),
  sampleCount: z.int().positive(),
  vectors: packFileSchema,
  directions: z.array(directionSchema).max(256),
});
export type DirectionsFile = z.infer<typeof directionsFileSchema>;

/** `pack.json`: what a model pack is and which files draw it. */
export const packManifestSchema = z.object({
  /** 2: the id covers `structureLayers` too, and those can be moved without two packs of one id. */
  formatVersion: z.literal([1, 2]),
  /** SHA-256 over everything that decides a picture (see `packIdText`). */
  id: hashSchema,
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/),
  title: z.string().min(1).max(80),
  licence: z.string().min(1),
  description: z.string(),
  provenance: z.string(),
  credits: z.array(z.string()),
  resolutionPx: z.int().min(4).max(1024),
  zDim: z.int().positive(),
  wDim: z.int().positive(),
  numWs: z.int().positive(),
  /** Class names in one-hot order; empty when the generator is unconditional. */
  categories: z.array(z.string().min(1)),
  /** Layers that "structure" mixes, half-open; "style" mixes the rest. */
  structureLayers: layerRange,
  /** How `structureLayers` was measured; absent where it is a guess. */
  split: packSplitSchema.optional(),
  /** The truncationPsi that a new design starts with. */
  defaultTruncationPsi: z.number().min(0).max(1.5),
  files: z.object({
    mapping: packFileSchema,
    synthesis: packFileSchema,
    /** float32 little-endian [wDim]. */
    wAvg: packFileSchema,
    preview: packFileSchema.optional(),
    directions: packFileSchema.optional(),
    /** `clip.json`: encoders that rank seeds by words. No part of the pack's id. */
    clip: packFileSchema.optional(),
    /** Finds the garment in a photograph. No part of the pack's id, as is `encoder`. */
    matte: packFileSchema.optional(),
    /** Finds the wPlus of a garment's picture. */
    encoder: packFileSchema.optional(),
  }),
  quality: z.record(z.string(), z.number()),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/** What the browser needs to know of a pack: the manifest and its sliders. */
export const packSummarySchema = z.object({
  manifest: packManifestSchema,
  directions: z.array(directionSchema),
  /** What ranks seeds by words, where the pack has it. */
  clip: z.object({ name: z.string(), licence: z.string() }).optional(),
});
export type PackSummary = z.infer<typeof packSummarySchema>;

/** GET /api/rooms/:roomId/packs: the room's own first, then every other pack of the server, by name. */
export const packListSchema = z.object({ packs: z.array(packSummarySchema).min(1) });

/**
 * The text whose SHA-256 is the pack's id: the hashes of every file that decides a picture, in a fixed order, and
 * from format version 2 on the structure layers, since a design's two weights mean other layers where they move.
 */
export function packIdText({
  formatVersion,
  files,
  structureLayers,
}: Pick<PackManifest, 'formatVersion' | 'files' | 'structureLayers'>): string {
  const { mapping, synthesis, wAvg, preview, directions } = files;
  const hashes = [mapping, synthesis, wAvg, preview, directions].map((file) => file?.sha256 ?? '-');
  return [...hashes, ...(formatVersion === 1 ? [] : [`structure ${structureLayers.join('-')}`])].join('\n');
}
