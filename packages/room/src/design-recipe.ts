import {
  canonicalRecipe,
  type Recipe,
  type RecipeMix,
  type RecipeOutput,
  type Source,
  wPlusFromText,
} from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import type { Design, DesignSource, Side } from './design.js';
import { layerWeights } from './layer-weights.js';

/** Frames are made at the pack's own size, and never smaller than this. */
const frameSizePx = 256;

/** The picture of a design as everybody sees it. Client and server compute it alike: its hash names the frame. */
export function designRecipe(design: Design, pack: PackSummary): Recipe {
  const { directions } = pack;
  const known = new Set(directions.map((direction) => direction.id));
  return canonicalRecipe({
    v: 1,
    pack: pack.manifest.id,
    a: within(design.a, pack),
    b: within(design.b, pack),
    mix: mixOf(design, pack),
    truncationPsi: design.truncationPsi,
    sliders: Object.fromEntries(Object.entries(design.sliders).filter(([id]) => known.has(id))),
    output: { tier: 'final', sizePx: Math.max(frameSizePx, pack.manifest.resolutionPx), format: 'webp' },
  });
}

/** The same picture as it is drawn while a hand moves; null where the pack has no preview and pictures are quick. */
export function previewRecipe(design: Design, pack: PackSummary): Recipe | null {
  if (!pack.manifest.files.preview) return null;
  const recipe = designRecipe(design, pack);
  return { ...recipe, output: { ...recipe.output, tier: 'preview' } };
}

/** The picture of one source alone, at the design's truncation. */
export function sourceRecipe(design: Design, side: Side, pack: PackSummary): Recipe {
  const { a, b } = design;
  const source = side === 'a' ? a : b;
  return designRecipe(
    { ...design, a: source, b: source, structure: 0, style: 0, layers: {}, sliders: {} },
    pack,
  );
}

/** The same picture as another file. Throws as `canonicalRecipe` does. */
export const drawnAs = (recipe: Recipe, output: Omit<RecipeOutput, 'tier'>): Recipe =>
  canonicalRecipe({ ...recipe, output: { tier: 'final', ...output } });

/** The picture that a line sheet prints and measures: the garment alone, large enough for paper. */
export function lineSheetRecipe(design: Design, pack: PackSummary): Recipe {
  const sizePx = Math.min(1024, Math.max(512, pack.manifest.resolutionPx));
  return drawnAs(designRecipe(design, pack), { sizePx, format: 'webp', background: 'transparent' });
}

/** Two weights, or one a layer where a layer of the pack has one of its own. */
function mixOf(design: Design, { manifest }: PackSummary): RecipeMix {
  const { structure, style, layers } = design;
  const overruled = Object.keys(layers).some((layer) => Number(layer) < manifest.numWs);
  return overruled ? { layers: layerWeights(design, manifest) } : { structure, style };
}

/**
 * A source that the pack can draw: a category it lacks becomes its first, or none, and the seed stands in for a
 * latent of another pack's shape.
 */
function within(source: DesignSource, pack: PackSummary): Source {
  if (source.kind === 'latent' && fitsPack(source.wPlus, pack))
    return { kind: 'latent', wPlus: source.wPlus };
  const { seed, category } = source;
  const count = pack.manifest.categories.length;
  if (count === 0) return { kind: 'seed', seed, category: null };
  return { kind: 'seed', seed, category: category !== null && category < count ? category : 0 };
}

/** Whether a latent has the shape of the pack's wPlus. */
export function fitsPack(wPlus: string, { manifest }: PackSummary): boolean {
  try {
    wPlusFromText(wPlus, manifest);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
