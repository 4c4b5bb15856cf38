import { fileURLToPath } from 'node:url';
import { type Recipe, recipeHash } from '@toile/latent';
import type { PictureJob } from '@toile/protocol';
import { InferenceThread, type InferenceThreadOptions } from '../inference/inference-thread.js';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';
import { plainRecipe } from '../pack/plain-recipe.js';

/** The compiled thread script, run without the flags that make tests see sources: Node runs no TypeScript there. */
const ENTRY = new URL('../../dist/inference/thread-entry.js', import.meta.url);

/** A pack that Toile comes with. */
export const shippedPack = (name: 'garments-64' | 'garments-128'): Promise<Pack> =>
  loadPack(fileURLToPath(new URL(`../../packs/${name}`, import.meta.url)));

export const housePack = (): Promise<Pack> => shippedPack('garments-64');

export const openThread = (options: Partial<InferenceThreadOptions> = {}): InferenceThread =>
  new InferenceThread({
    providers: ['cpu'],
    threads: 1,
    timeoutMs: 60_000,
    entry: ENTRY,
    execArgv: [],
    ...options,
  });

/** A recipe that `pack` can draw; `given` replaces fields of it. */
export function recipeFor(pack: Pack, seed: number, given: Partial<Recipe> = {}): Recipe {
  const category = seed % pack.manifest.categories.length;
  return { ...plainRecipe(pack, { kind: 'seed', seed, category }, 0.7), ...given };
}

export const jobFor = (recipe: Recipe, slot: string, roomId = 'roomA00000000000'): PictureJob => ({
  roomId,
  slot,
  hash: recipeHash(recipe),
  recipe,
  lane: 'live',
  offeredAtMs: Date.now(),
});
