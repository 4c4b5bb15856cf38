import { addDirections, type Direction, type DirectionEdit } from './direction.js';
import { LatentError } from './latent-error.js';
import type { LayerRange } from './layers.js';
import { mixWs, mixWsByLayer } from './mixing.js';
import type { Recipe } from './recipe.js';
import { truncateWs } from './truncation.js';
import { broadcastW } from './ws.js';

/** What a model pack and its mapping network add to a recipe. */
export interface RecipeLatents {
  /** The mapping network's output for source a and for source b, not truncated, [wDim] each. */
  readonly wA: Float32Array;
  readonly wB: Float32Array;
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
 * 1. truncate each source's w towards wAvg, 2. mix the two, 3. add the directions.
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
  const { wA, wB, wAvg, numWs, structureLayers, truncationCutoff } = latents;
  const shape = { numWs, wDim: wAvg.length };
  const truncation = { psi: recipe.truncationPsi, cutoff: truncationCutoff ?? numWs };
  const wsA = truncateWs(broadcastW(wA, numWs), shape, wAvg, truncation);
  const wsB = truncateWs(broadcastW(wB, numWs), shape, wAvg, truncation);
  const { mix } = recipe;
  const mixed =
    'layers' in mix
      ? mixWsByLayer(wsA, wsB, shape, mix.layers)
      : mixWs(wsA, wsB, shape, { ...mix, structureLayers });
  return addDirections(mixed, shape, sliderEdits(recipe.sliders, latents.directions));
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
