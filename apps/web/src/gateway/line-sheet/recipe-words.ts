import { type Recipe, recipeHash } from '@toile/latent';
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

function mixWords(design: Design, { a, b, mix, truncationPsi }: Recipe, pack: PackSummary): string {
  const wildness = `wildness ${rounded(truncationPsi, 2)}`;
  const alone = a.seed === b.seed && a.category === b.category;
  if (alone) return [sourceWords(a, pack), wildness].join(' · ');
  const weights =
    'layers' in mix
      ? [`B by layer ${layerWeights(design, pack.manifest).map(percent).join(' ')}`]
      : [`structure ${percent(mix.structure)}`, `style ${percent(mix.style)}`];
  return [`A ${sourceWords(a, pack)}`, `B ${sourceWords(b, pack)}`, ...weights, wildness].join(' · ');
}

function sourceWords({ seed, category }: DesignSource, { manifest }: PackSummary): string {
  const kind = category === null ? 'seed' : manifest.categories[category];
  return `${kind} ${seed}`;
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
