import { fileURLToPath } from 'node:url';
import { type Recipe, recipeHash } from '@toile/latent';
import type { PictureJob } from '@toile/protocol';
import { InferenceThread, type InferenceThreadOptions } from '../inference/inference-thread.js';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';

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
export function recipeFor({ manifest }: Pack, seed: number, given: Partial<Recipe> = {}): Recipe {
  const source = { kind: 'seed', seed, category: seed % manifest.categories.length } as const;
  return {
    v: 1,
    pack: manifest.id,
    a: source,
    b: source,
    mix: { structure: 0, style: 0 },
    truncationPsi: 0.7,
    sliders: {},
    output: { tier: 'final', sizePx: manifest.resolutionPx, format: 'png' },
    ...given,
  };
}

export const jobFor = (recipe: Recipe, slot: string, roomId = 'roomA00000000000'): PictureJob => ({
  roomId,
  slot,
  hash: recipeHash(recipe),
  recipe,
  lane: 'live',
  offeredAtMs: Date.now(),
});
