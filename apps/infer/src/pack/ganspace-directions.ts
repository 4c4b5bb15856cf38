import { CovarianceAccumulator, principalComponentsOf, randomState } from '@toile/latent';
import type { Direction, PackManifest } from '@toile/protocol';
import { openMapping, runMapping } from '../inference/sessions.js';

export interface GanspaceOptions {
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
  readonly manifest: Pick<PackManifest, 'zDim' | 'wDim' | 'numWs' | 'categories' | 'files'>;
}

const BATCH = 1_000;

/**
 * The pack's principal components of w as sliders, named by number (Härkönen et al., "GANSpace", 2020, §2.1):
 * z from the normal distribution, the category drawn evenly, all w of the mapping network, exact PCA.
 * The same options always give the same directions.
 *
 * Returns the sliders and their unit vectors [count, wDim]. Rejects with InferenceError when the mapping network
 * cannot be opened; throws RangeError when an option is out of range.
 */
export async function ganspaceDirections(
  { folder, manifest }: MappedPack,
  { samples, count, seed }: GanspaceOptions,
): Promise<{ directions: Direction[]; vectors: Float32Array }> {
  const { zDim, wDim, numWs, categories } = manifest;
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
  }
  await mapping.release();
  const found = principalComponentsOf(w, count);
  const directions = Array.from({ length: count }, (_, row): Direction => {
    return {
      id: `component-${row + 1}`,
      label: `Component ${row + 1}`,
      group: 'component',
      lowLabel: '−',
      highLabel: '+',
      rangeSigmas: [-3, 3],
      layers: [0, numWs],
      standardDeviation: found.standardDeviations[row]!,
      explainedVariance: found.explainedVarianceRatio[row]!,
      finder: 'ganspace',
      row,
    };
  });
  return { directions, vectors: found.components };
}
