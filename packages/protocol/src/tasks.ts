import { recipeJson, sha256Hex } from '@toile/latent';
import { z } from 'zod';
import { recipeSchema } from './recipe-on-wire.js';

/** The wPlus that a recipe's picture is drawn from, sliders and all: a design as a source for another. */
export const latentTaskSchema = z.object({ kind: z.literal('latent'), recipe: recipeSchema });

/** What a worker is asked to find out, where the answer is no picture. */
export const taskSchema = z.discriminatedUnion('kind', [latentTaskSchema]);
export type Task = z.infer<typeof taskSchema>;

/** Answer to a `latent` task, and of POST /api/rooms/:roomId/latents (editor; body: `{ recipe }`). */
export const latentAnswerSchema = z.object({
  /** As `wPlusText` writes it, in the shape of the recipe's pack. */
  wPlus: z.string(),
});
export type LatentAnswer = z.infer<typeof latentAnswerSchema>;
export const latentRequestSchema = z.object({ recipe: recipeSchema });

/** The pack whose networks a task needs. */
export const packOfTask = (task: Task): string => task.recipe.pack;

/** SHA-256 (hex) of a task: equal tasks have one answer, and it names the answer as a recipe's hash names a frame. */
export function taskHash(task: Task): string {
  return sha256Hex(new TextEncoder().encode(`${task.kind} ${recipeJson(task.recipe)}`));
}
