import { addDirections, type Direction, type DirectionEdit } from './direction.js';
import { LatentError } from './latent-error.js';
import type { LayerRange } from './layers.js';
import { mixWs, mixWsByLayer } from './mixing.js';
import type { Recipe } from './recipe.js';
import { truncateWs } from './truncation.js';
import { broadcastW } from './ws.js';

/**
 * A source's latent: a seed's `w` [wDim], the mapping network's output, still to be truncated, or a `wPlus`
 * [numWs, wDim], which is drawn as it is.
 */
export type SourceLatent = { readonly w: Float32Array } | { readonly wPlus: Float32Array };

/** What a model pack and its mapping network add to a recipe. */
export interface RecipeLatents {
  readonly a: SourceLatent;
  readonly b: SourceLatent;
  /** The pack's average w [wDim]. */
  readonly wAvg: Float32Array;
  readonly numWs: number;
  readonly structureLayers: LayerRange;
  /** The pack's directions; those without a slider in the recipe are not applied. */
  readonly directions: readonly Direction[];
  /** Only layers [0, truncationCutoff) are truncated; all of them when left out. */
  readonly truncationCutoff?: number;
}

/**
 * The ws [numWs, wDim] that synthesis draws for a recipe. The order is part of the contract:
 * 1. truncate each seed's w towards wAvg, 2. mix the two sources, 3. add the directions.
 * Sliders are therefore not weakened by truncation, and a sigma means the same in every mix.
 *
 * Throws LatentError `unknown_direction` when the recipe has a slider that the pack has no direction for, and
 * RangeError naming the argument when a shape or a value is out of range, or the recipe's weights by layer are
 * not one for each of the pack's layers.
 */
export function wsFromRecipe(
  recipe: Pick<Recipe, 'mix' | 'truncationPsi' | 'sliders'>,
  latents: RecipeLatents,
): Float32Array {
  const { wAvg, numWs, structureLayers } = latents;
  const shape = { numWs, wDim: wAvg.length };
  const wsA = sourceWs(latents.a, recipe.truncationPsi, latents);
  const wsB = sourceWs(latents.b, recipe.truncationPsi, latents);
  const { mix } = recipe;
  const mixed =
    'layers' in mix
      ? mixWsByLayer(wsA, wsB, shape, mix.layers)
      : mixWs(wsA, wsB, shape, { ...mix, structureLayers });
  return addDirections(mixed, shape, sliderEdits(recipe.sliders, latents.directions));
}

/**
 * The ws [numWs, wDim] of one source at `psi`, before it is mixed: a new array, or the given wPlus. Throws
 * RangeError as `truncateWs` does.
 */
export function sourceWs(
  latent: SourceLatent,
  psi: number,
  { wAvg, numWs, truncationCutoff }: Pick<RecipeLatents, 'wAvg' | 'numWs' | 'truncationCutoff'>,
): Float32Array {
  if ('wPlus' in latent) return latent.wPlus;
  const shape = { numWs, wDim: wAvg.length };
  return truncateWs(broadcastW(latent.w, numWs), shape, wAvg, { psi, cutoff: truncationCutoff ?? numWs });
}

function sliderEdits(sliders: Recipe['sliders'], directions: readonly Direction[]): DirectionEdit[] {
  const byId = new Map(directions.map((direction) => [direction.id, direction]));
  return Object.keys(sliders)
    .sort()
    .map((id) => {
      const direction = byId.get(id);
      if (direction === undefined) {
        throw new LatentError('unknown_direction', `sliders.${id}: the pack has no such direction`);
      }
      return { direction, sigmas: sliders[id]! };
    });
}
