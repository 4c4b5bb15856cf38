import { recipeJson, sha256Hex } from '@toile/latent';
import { z } from 'zod';
import { clipDirectionTaskSchema, clipRankTaskSchema } from './clip-tasks.js';
import { hashSchema } from './ids.js';
import { recipeSchema } from './recipe-on-wire.js';

/** The wPlus that a recipe's picture is drawn from, sliders and all: a design as a source for another. */
export const latentTaskSchema = z.object({ kind: z.literal('latent'), recipe: recipeSchema });

/** The wPlus whose picture is most like the garment of a photograph, which the queue keeps under its hash. */
export const invertTaskSchema = z.object({
  kind: z.literal('invert'),
  pack: hashSchema,
  photo: hashSchema,
});

/** What a worker is asked to find out, where the answer is no picture. */
export const taskSchema = z.discriminatedUnion('kind', [
  latentTaskSchema,
  invertTaskSchema,
  clipRankTaskSchema,
  clipDirectionTaskSchema,
]);
export type Task = z.infer<typeof taskSchema>;

/** Answer to a `latent` task, and of POST /api/rooms/:roomId/latents (editor; body: `{ recipe }`). */
export const latentAnswerSchema = z.object({
  /** As `wPlusText` writes it, in the shape of the recipe's pack. */
  wPlus: z.string(),
});
export type LatentAnswer = z.infer<typeof latentAnswerSchema>;
export const latentRequestSchema = z.object({ recipe: recipeSchema });

/** How close the picture of a photograph's latent comes to the garment in the photograph. */
export const photoLikenessSchema = z.object({
  /** Peak signal to noise ratio over the whole picture, the garment on white, in dB. */
  psnrDb: z.number().min(0).max(200),
  /** Mean structural similarity of the grey values, at most 1. */
  ssim: z.number().min(-1).max(1),
  /** Overlap of the two outlines, 0 to 1; null where one of the two cannot be seen. */
  shape: z.number().min(0).max(1).nullable(),
  /** Distance of the cloths' mean colours in CIELAB (CIE76); below about 5 they look the same. null as `shape` is. */
  colourDistance: z.number().min(0).nullable(),
});
export type PhotoLikeness = z.infer<typeof photoLikenessSchema>;

/** POST /api/rooms/:roomId/photos/:hash/latent: in the space of this pack, the room's own where absent. */
export const photoLatentRequestSchema = z.object({ pack: hashSchema.optional() });

/** The latent of a photograph: answer of POST /api/rooms/:roomId/photos/:hash/latent (editor). */
export const photoLatentSchema = z.object({
  /** As `wPlusText` writes it, in the shape of the room's pack. */
  wPlus: z.string(),
  /** What kind of garment it was taken for: an index into the pack's categories, or null where it has none. */
  category: z.int().min(0).nullable(),
  likeness: photoLikenessSchema,
  /** The garment alone: the photograph with all else made transparent, as a WebP in base64. */
  cutOut: z.base64().max(1_048_576),
});
export type PhotoLatent = z.infer<typeof photoLatentSchema>;

/** Answer to an `invert` task. */
export const invertAnswerSchema = z.discriminatedUnion('kind', [
  photoLatentSchema.extend({ kind: z.literal('found') }),
  z.object({ kind: z.literal('no-garment') }),
]);
export type InvertAnswer = z.infer<typeof invertAnswerSchema>;

/** The pack whose networks a task needs. */
export const packOfTask = (task: Task): string => (task.kind === 'latent' ? task.recipe.pack : task.pack);

/** SHA-256 (hex) of a task: equal tasks have one answer, and it names the answer as a recipe's hash names a frame. */
export function taskHash(task: Task): string {
  return sha256Hex(new TextEncoder().encode(`${task.kind} ${workText(task)}`));
}

/** The one text of what a task is about. */
function workText(task: Task): string {
  if (task.kind === 'latent') return recipeJson(task.recipe);
  if (task.kind === 'invert') return `${task.pack} ${task.photo}`;
  const { pack, clip, psi, category, text } = task;
  const block = task.kind === 'clip-rank' ? task.block : null;
  return JSON.stringify([pack, clip, psi, category, block, text]);
}
