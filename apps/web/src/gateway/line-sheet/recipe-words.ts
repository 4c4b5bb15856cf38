import { type Recipe, recipeHash, sameSource } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import { type Design, type DesignSource, designRecipe, layerWeights } from '@toile/room';

/** A design's recipe for people: what it is mixed of, its sliders, and the hash that names its picture. */
export interface RecipeWords {
  readonly mix: string;
  /** Empty where every slider is at rest. */
  readonly sliders: string;
  readonly hash: string;
}

export function recipeWords(design: Design, pack: PackSummary): RecipeWords {
  const recipe = designRecipe(design, pack);
  return {
    mix: mixWords(design, recipe, pack),
    sliders: sliderWords(recipe, pack),
    hash: recipeHash(recipe),
  };
}

function mixWords(design: Design, recipe: Recipe, pack: PackSummary): string {
  const { mix } = recipe;
  const wildness = `wildness ${rounded(recipe.truncationPsi, 2)}`;
  if (sameSource(recipe.a, recipe.b)) {
    // Only one of the two shows: the design still knows what kind of garment a latent is.
    const shows = design.structure === 1 && design.style === 1 ? design.b : design.a;
    return [sourceWords(shows, pack), wildness].join(' · ');
  }
  const weights =
    'layers' in mix
      ? [`B by layer ${layerWeights(design, pack.manifest).map(percent).join(' ')}`]
      : [`structure ${percent(mix.structure)}`, `style ${percent(mix.style)}`];
  const [a, b] = [sourceWords(design.a, pack), sourceWords(design.b, pack)];
  return [`A ${a}`, `B ${b}`, ...weights, wildness].join(' · ');
}

function sourceWords(source: DesignSource, { manifest }: PackSummary): string {
  const { kind, seed, category } = source;
  const garment = category === null ? undefined : manifest.categories[category];
  if (kind === 'seed') return `${garment ?? 'seed'} ${seed}`;
  const origin = source.photo === null ? 'a design' : 'a photograph';
  return garment === undefined ? origin : `${garment} of ${origin}`;
}

function sliderWords({ sliders }: Recipe, { directions }: PackSummary): string {
  return Object.entries(sliders)
    .map(([id, sigmas]) => {
      const label = directions.find((direction) => direction.id === id)?.label ?? id;
      return `${label} ${sigmas > 0 ? '+' : '−'}${rounded(Math.abs(sigmas), 1)} σ`;
    })
    .join(' · ');
}

const percent = (weight: number) => String(Math.round(weight * 100));
const rounded = (value: number, digits: number) => String(Number(value.toFixed(digits)));
