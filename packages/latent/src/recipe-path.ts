import { expectInteger } from './expect.js';
import { slerp } from './interpolation.js';
import { inLayers, type LayerRange } from './layers.js';
import { zFromSeed } from './random-state.js';
import type { Recipe, RecipeMix, Source } from './recipe.js';

/** A source on its way from one to another. */
export type SourceStep =
  | {
      readonly kind: 'seeds';
      /** [zDim], on the great circle between the two seeds' z. */
      readonly z: Float32Array;
      /** The categories of the two ends: z is mapped in both, and `lerp` by t joins the two w. */
      readonly categories: readonly [from: number | null, to: number | null];
    }
  | {
      /** One of the ends has no z: `lerp` by t joins the two `sourceWs`, each at its own end's truncationPsi. */
      readonly kind: 'ends';
      readonly from: Source;
      readonly to: Source;
    };

/** One moment of a walk from a recipe to another. `wsFromRecipe` takes it once the sources' w are known. */
export interface RecipeStep {
  /** 0 at the first recipe, 1 at the second. */
  readonly t: number;
  readonly a: SourceStep;
  readonly b: SourceStep;
  readonly mix: RecipeMix;
  readonly truncationPsi: number;
  readonly sliders: Readonly<Record<string, number>>;
}

/** What a pack decides about a walk. */
export interface PathShape {
  readonly zDim: number;
  readonly numWs: number;
  readonly structureLayers: LayerRange;
}

/**
 * `count` moments at equal steps from one recipe to another, both ends included: z on great circles, weights, psi
 * and sigmas on straight lines (a slider that one of them lacks is 0 there). Unlike a straight line in ws
 * (`interpolateWs`) every moment has z of a length that the generator was trained on. At the ends it is exactly the
 * recipe. A source that is a latent at one end at least goes on a straight line in wPlus.
 *
 * Throws RangeError when the recipes are of two packs, `count` is no integer >= 2, or weights by layer are not
 * one for each of the pack's layers.
 */
export function recipePath(from: Recipe, to: Recipe, shape: PathShape, count: number): RecipeStep[] {
  expectInteger(count, 'count', 2);
  if (from.pack !== to.pack) {
    throw new RangeError(`to.pack: expected ${from.pack}, the first recipe's, got ${to.pack}`);
  }
  const { zDim } = shape;
  const [za, zb] = [sourcePath(from.a, to.a, zDim), sourcePath(from.b, to.b, zDim)];
  return Array.from({ length: count }, (_, step) => {
    const t = step / (count - 1);
    return {
      t,
      a: za(t),
      b: zb(t),
      mix: mixBetween(from.mix, to.mix, shape, t),
      truncationPsi: between(from.truncationPsi, to.truncationPsi, t),
      sliders: slidersBetween(from.sliders, to.sliders, t),
    };
  });
}

function sourcePath(from: Source, to: Source, zDim: number): (t: number) => SourceStep {
  if (from.kind === 'latent' || to.kind === 'latent') return () => ({ kind: 'ends', from, to });
  const [z0, z1] = [zFromSeed(from.seed, zDim), zFromSeed(to.seed, zDim)];
  const categories = [from.category, to.category] as const;
  return (t) => ({ kind: 'seeds', z: t === 1 ? z1 : slerp(z0, z1, t), categories });
}

function mixBetween(from: RecipeMix, to: RecipeMix, shape: PathShape, t: number): RecipeMix {
  if (!('layers' in from) && !('layers' in to)) {
    return {
      structure: between(from.structure, to.structure, t),
      style: between(from.style, to.style, t),
    };
  }
  const [first, second] = [layerWeights(from, shape, 'from'), layerWeights(to, shape, 'to')];
  return { layers: first.map((weight, layer) => between(weight, second[layer]!, t)) };
}

function layerWeights(
  mix: RecipeMix,
  { numWs, structureLayers }: PathShape,
  name: string,
): readonly number[] {
  if (!('layers' in mix)) {
    return Array.from({ length: numWs }, (_, layer) =>
      inLayers(structureLayers, layer) ? mix.structure : mix.style,
    );
  }
  if (mix.layers.length !== numWs) {
    throw new RangeError(`${name}.mix.layers: expected ${numWs} weights, got ${mix.layers.length}`);
  }
  return mix.layers;
}

function slidersBetween(from: Recipe['sliders'], to: Recipe['sliders'], t: number): Record<string, number> {
  const ids = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return Object.fromEntries(ids.map((id) => [id, between(from[id] ?? 0, to[id] ?? 0, t)]));
}

const between = (from: number, to: number, t: number): number => (1 - t) * from + t * to;
