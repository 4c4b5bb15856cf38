import type { Recipe, SeedSource } from '@toile/latent';
import type { Pack } from './pack.js';

/** One source, unmixed and with its sliders at rest, in full and at the pack's own size. */
export function plainRecipe({ manifest }: Pack, source: SeedSource, truncationPsi: number): Recipe {
  return {
    v: 1,
    pack: manifest.id,
    a: source,
    b: source,
    mix: { structure: 0, style: 0 },
    truncationPsi,
    sliders: {},
    output: { tier: 'final', sizePx: manifest.resolutionPx, format: 'png' },
  };
}
