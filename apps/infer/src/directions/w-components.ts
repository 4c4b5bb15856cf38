import {
  CovarianceAccumulator,
  type PrincipalComponents,
  principalComponentsOf,
  randomState,
} from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import { openMapping, runMapping } from '../inference/sessions.js';
import type { OnProgress } from './probe.js';

export interface ComponentOptions {
  /** How many w to sample; at least 2. */
  readonly samples: number;
  /** How many components to keep, 1 to wDim. */
  readonly count: number;
  /** uint32; decides z and the categories. */
  readonly seed: number;
}

/** What sampling needs to know of a pack. */
export interface MappedPack {
  readonly folder: string;
  readonly manifest: Pick<PackManifest, 'zDim' | 'wDim' | 'categories' | 'files'>;
}

const BATCH = 1_000;

/**
 * Exact principal components of a pack's w (Härkönen et al., "GANSpace", 2020, §2.1): z from the normal
 * distribution, the category drawn evenly, all w of the mapping network. The same options always give the same
 * components. `covariance` [wDim, wDim] is that of the samples.
 *
 * Rejects with InferenceError when the mapping network cannot be opened; throws RangeError when an option is out
 * of range.
 */
export async function wComponents(
  { folder, manifest }: MappedPack,
  { samples, count, seed }: ComponentOptions,
  onProgress?: OnProgress,
): Promise<PrincipalComponents & { readonly covariance: Float64Array }> {
  const { zDim, wDim, categories } = manifest;
  const mapping = await openMapping(folder, manifest, 1);
  const normal = randomState(seed);
  const uniform = randomState(seed ^ 1);
  const w = new CovarianceAccumulator(wDim);
  for (let done = 0; done < samples; done += BATCH) {
    const n = Math.min(BATCH, samples - done);
    const z = Float32Array.from(normal.randn(n * zDim));
    const drawn = Array.from(uniform.random(n), (value) =>
      categories.length > 0 ? Math.floor(value * categories.length) : null,
    );
    w.add(await runMapping(mapping, manifest, z, drawn), n);
    onProgress?.(done + n, samples);
  }
  await mapping.release();
  return { ...principalComponentsOf(w, count), covariance: w.covariance() };
}
