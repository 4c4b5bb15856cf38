import { recipeUrl } from '@toile/client';
import { recipeJson } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import { type Design, designRecipe } from '@toile/room';

/** A design as its recipe, in the two forms in which it is handed on. */
export function shareRecipe(
  design: Design,
  pack: PackSummary,
  baseUrl: string,
): { link: string; json: string } {
  const recipe = designRecipe(design, pack);
  return { link: recipeUrl(baseUrl, { recipe, name: design.name }), json: recipeJson(recipe) };
}
