import { type Recipe, type RecipeMix, type Source, wPlusFromText } from '@toile/latent';
import type { DrawablePack } from './pack-drawing.js';

/** Why a pack cannot draw a recipe, for a person to read; null when it can. */
export function recipeProblem(pack: DrawablePack, recipe: Recipe): string | null {
  const problem =
    sourceProblem(pack, recipe.a) ?? sourceProblem(pack, recipe.b) ?? layersProblem(pack, recipe.mix);
  if (problem) return problem;
  const known = new Set(pack.directions.map(({ id }) => id));
  const unknown = Object.keys(recipe.sliders).find((id) => !known.has(id));
  return unknown === undefined ? null : `"${pack.manifest.title}" has no slider called "${unknown}".`;
}

function layersProblem({ manifest }: DrawablePack, mix: RecipeMix): string | null {
  if (!('layers' in mix) || mix.layers.length === manifest.numWs) return null;
  return `"${manifest.title}" mixes ${manifest.numWs} layers, not ${mix.layers.length}.`;
}

function sourceProblem({ manifest }: DrawablePack, source: Source): string | null {
  const { title, categories } = manifest;
  if (source.kind === 'latent') return latentProblem(manifest, source.wPlus);
  const { seed, category } = source;
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    return `A seed is a whole number from 0 to 4294967295, not ${seed}.`;
  }
  if (categories.length === 0) {
    return category === null ? null : `"${title}" has no categories, so it has no category ${category}.`;
  }
  if (category === null) return `"${title}" needs a category: one of ${categories.join(', ')}.`;
  if (Number.isInteger(category) && category >= 0 && category < categories.length) return null;
  return `"${title}" has ${categories.length} categories, so it has no category ${category}.`;
}

function latentProblem(manifest: DrawablePack['manifest'], wPlus: string): string | null {
  try {
    wPlusFromText(wPlus, manifest);
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `A source is no latent of "${manifest.title}": ${error.message}.`;
  }
}
