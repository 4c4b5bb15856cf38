import { inLayers } from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import type { Design } from './design.js';

type Layered = Pick<PackManifest, 'numWs' | 'structureLayers'>;
type MixFields = Pick<Design, 'structure' | 'style' | 'layers'>;

/** The weight of B on each of the pack's layers, the coarsest first. Layers that the pack lacks are left out. */
export function layerWeights({ structure, style, layers }: MixFields, pack: Layered): number[] {
  return Array.from(
    { length: pack.numWs },
    (_, layer) => layers[layer] ?? (inLayers(pack.structureLayers, layer) ? structure : style),
  );
}

/**
 * The fields that give each layer its weight: structure and style are what most of their layers have, the others
 * get one of their own. Inverse of `layerWeights`.
 */
export function mixFields(weights: readonly number[], { structureLayers }: Layered): MixFields {
  const isStructure = (layer: number) => inLayers(structureLayers, layer);
  const structure = mostCommon(weights.filter((_, layer) => isStructure(layer)));
  const style = mostCommon(weights.filter((_, layer) => !isStructure(layer)));
  const own = weights
    .map((weight, layer) => [layer, weight] as const)
    .filter(([layer, weight]) => weight !== (isStructure(layer) ? structure : style));
  return { structure, style, layers: Object.fromEntries(own) };
}

/** 0 of nothing; of several that are as common, the first. */
function mostCommon(values: readonly number[]): number {
  const count = (value: number) => values.filter((one) => one === value).length;
  return values.reduce((best, value) => (count(value) > count(best) ? value : best), values[0] ?? 0);
}
