import type { Recipe, Source } from '@toile/latent';
import { limits, type PackSummary } from '@toile/protocol';
import type { DesignSource } from './design.js';
import { fitsPack } from './design-recipe.js';
import type { DesignFields } from './edit.js';
import { mixFields } from './layer-weights.js';

export type RecipeFit =
  | { readonly kind: 'fits'; readonly fields: DesignFields }
  /** `message` says to a person why. */
  | {
      readonly kind: 'misfit';
      readonly reason:
        | 'other-pack'
        | 'no-category'
        | 'no-latent'
        | 'no-slider'
        | 'no-layers'
        | 'out-of-reach';
      readonly message: string;
    };

/**
 * The fields of a design that a room with `pack` draws as `recipe` says: `designRecipe` of them is that recipe
 * again, at this room's output. `recipe` is canonical.
 */
export function designFromRecipe(recipe: Recipe, pack: PackSummary): RecipeFit {
  const { manifest, directions } = pack;
  if (recipe.pack !== manifest.id) {
    return misfit('other-pack', `This recipe was made with another model pack than "${manifest.title}".`);
  }
  for (const source of [recipe.a, recipe.b]) {
    if (source.kind === 'latent') {
      if (fitsPack(source.wPlus, pack)) continue;
      return misfit('no-latent', `A source of this recipe does not fit "${manifest.title}".`);
    }
    const { category } = source;
    const fits = manifest.categories.length === 0 ? category === null : category !== null;
    if (!fits || (category !== null && category >= manifest.categories.length)) {
      return misfit('no-category', `"${manifest.title}" has no such category of garments.`);
    }
  }
  const known = new Set(directions.map(({ id }) => id));
  const sliders = Object.entries(recipe.sliders);
  const unknown = sliders.find(([id]) => !known.has(id));
  if (unknown) return misfit('no-slider', `"${manifest.title}" has no slider called "${unknown[0]}".`);
  const tooFar = sliders.some(([, sigmas]) => Math.abs(sigmas) > limits.sliderSigmas);
  if (tooFar || sliders.length > limits.slidersPerDesign) {
    return misfit('out-of-reach', 'This recipe moves its sliders further than a room does.');
  }
  const { mix } = recipe;
  if ('layers' in mix && mix.layers.length !== manifest.numWs) {
    return misfit(
      'no-layers',
      `"${manifest.title}" mixes ${manifest.numWs} layers, not ${mix.layers.length}.`,
    );
  }
  const weights = 'layers' in mix ? mixFields(mix.layers, manifest) : { ...mix, layers: {} };
  const [a, b] = [designSource(recipe.a, pack), designSource(recipe.b, pack)];
  return {
    kind: 'fits',
    fields: { a, b, ...weights, truncationPsi: recipe.truncationPsi, sliders: recipe.sliders },
  };
}

/** A recipe says nothing of a latent's photograph or kind: the first of the pack's kinds stands in. */
function designSource(source: Source, { manifest }: PackSummary): DesignSource {
  if (source.kind === 'seed') return source;
  const category = manifest.categories.length > 0 ? 0 : null;
  return { kind: 'latent', wPlus: source.wPlus, photo: null, category, seed: 0 };
}

const misfit = (reason: Extract<RecipeFit, { kind: 'misfit' }>['reason'], message: string): RecipeFit => ({
  kind: 'misfit',
  reason,
  message,
});
