import { inLayers } from '@toile/latent';
import type { PackManifest, PackSummary } from '@toile/protocol';
import type { Design, DesignSource, LatentDesignSource } from './design.js';
import { fitsPack } from './design-recipe.js';
import type { DesignFields } from './edit.js';
import { layerWeights } from './layer-weights.js';
import { lerp, partsOf, sameSource } from './morph.js';

/** Shape from one source, look from another. */
export interface Transfer {
  readonly structure: DesignSource;
  readonly appearance: DesignSource;
  /** How much of the shape is the structure source's, 0..1; the rest of it is the other's. */
  readonly structureStrength: number;
  /** How much of the look is the appearance source's, 0..1; the rest of it is the other's. */
  readonly appearanceStrength: number;
}

/**
 * The fields of a design that draws a transfer: A is the structure's source and B the appearance's. At strengths 1
 * and 1 it is the whole transfer, at 1 and 0 the structure's source alone, at 0 and 1 the appearance's, at 0 and 0 the
 * two with their parts exchanged. Sliders and layers go to rest, since a source has its own in it; truncation is not
 * touched. Each source keeps its category: of two kinds, the one that gives the shape decides which garment it is.
 * Throws RangeError when a strength is out of range.
 */
export function transferFields(transfer: Transfer) {
  const { structure, appearance, structureStrength, appearanceStrength } = transfer;
  expectStrength(structureStrength, 'structureStrength');
  expectStrength(appearanceStrength, 'appearanceStrength');
  return {
    a: structure,
    b: appearance,
    structure: lerp(1, 0, structureStrength),
    style: lerp(0, 1, appearanceStrength),
    layers: {},
    sliders: {},
  } satisfies DesignFields;
}

function expectStrength(value: number, name: string): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name}: expected 0 to 1, got ${value}`);
}

/** The source that gives a design most of its structure, and so decides what kind of garment it is. */
export function shapingSource(design: Design, manifest: PackManifest): DesignSource {
  const weights = layerWeights(design, manifest).filter((_, layer) =>
    inLayers(manifest.structureLayers, layer),
  );
  const ofB = weights.reduce((sum, weight) => sum + weight, 0);
  return 2 * ofB > weights.length ? design.b : design.a;
}

/**
 * The source that draws what a design shows at `truncationPsi`, or null where there is none yet: a source that shows
 * alone, all sliders at rest. What else a design shows has to be made a latent first.
 */
export function sourceAlone(design: Design, pack: PackSummary, truncationPsi: number): DesignSource | null {
  const [first, ...others] = partsOf(design, pack.manifest);
  const moved = pack.directions.some(({ id }) => (design.sliders[id] ?? 0) !== 0);
  if (!first || moved || others.some(({ source }) => !sameSource(source, first.source))) return null;
  const { source } = first;
  if (source.kind === 'latent' && fitsPack(source.wPlus, pack)) return source;
  return design.truncationPsi === truncationPsi ? source : null;
}

/** A design as a source, once its latent is known: of the kind that it is, with the seed of what shapes it. */
export function latentOf(design: Design, pack: PackSummary, wPlus: string): LatentDesignSource {
  const { category, seed } = shapingSource(design, pack.manifest);
  return { kind: 'latent', wPlus, photo: null, category, seed };
}

/** What of a design's locks `fields` would break: the names of locked things that they change. */
export function brokenLocks(design: Design, fields: DesignFields): string[] {
  const { a, b, structure, style, layers, truncationPsi, sliders } = { ...design, ...fields };
  const layered = JSON.stringify(layers) !== JSON.stringify(design.layers);
  const changed: Record<string, boolean> = {
    'source.a': !sameSource(a, design.a),
    'source.b': !sameSource(b, design.b),
    'mix.structure': structure !== design.structure || layered,
    'mix.style': style !== design.style || layered,
    truncationPsi: truncationPsi !== design.truncationPsi,
  };
  return design.locks.filter((name) => changed[name] ?? (sliders[name] ?? 0) !== (design.sliders[name] ?? 0));
}
