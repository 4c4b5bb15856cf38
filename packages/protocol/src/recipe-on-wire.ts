import { parseRecipe, type Recipe, recipeJson } from '@toile/latent';
import { z } from 'zod';

/** A recipe on a wire: an object that `parseRecipe` accepts, canonical when read. */
export const recipeSchema = z.unknown().transform((value, context): Recipe => {
  try {
    return parseRecipe(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'not a recipe' });
    return z.NEVER;
  }
});

/** The canonical text of a recipe: what is hashed, stored and sent. */
export const recipeText = (recipe: Recipe): string => recipeJson(recipe);

/** POST /api/rooms/:roomId/pictures/:hash: a recipe that is too long for an address. */
export const pictureRequestSchema = z.object({ recipe: recipeSchema });
