import type { Recipe } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import { type Design, type DesignFields, type DesignSource, designRecipe } from '@toile/room';

/** Enough for a cell of a wall on a dense screen; what it saves is encoding and the wire. */
const thumbnailPx = 128;

/** The recipe of a small picture of `design`, quick to draw and to send. */
export function thumbnailRecipe(design: Design, pack: PackSummary, fields: DesignFields = {}): Recipe {
  const recipe = designRecipe({ ...design, ...fields }, pack);
  return { ...recipe, output: { tier: 'preview', sizePx: thumbnailPx, format: 'webp' } };
}

/** A design that shows one source alone, as its pack has it. */
export const plainDesign = (source: DesignSource, pack: PackSummary, name = ''): Design => ({
  id: '',
  order: '',
  name,
  pack: pack.manifest.id,
  styleNumber: '',
  note: '',
  a: source,
  b: source,
  structure: 0,
  style: 0,
  layers: {},
  truncationPsi: pack.manifest.defaultTruncationPsi,
  sliders: {},
  locks: [],
  lineage: null,
});
