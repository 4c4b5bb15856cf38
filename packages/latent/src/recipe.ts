import { exactKeys, integer, matching, plainObject, quantised, shown } from './field-readers.js';
import { LatentError } from './latent-error.js';
import { sha256Hex } from './sha256.js';
import { isWPlusText } from './w-plus-text.js';

/** A latent drawn from a NumPy seed. `seed` is a uint32; `category` a one-hot index, null = unconditional. */
export interface SeedSource {
  readonly kind: 'seed';
  readonly seed: number;
  readonly category: number | null;
}

/** A latent that stands for itself: of a photograph, or of a design as it was. `wPlus` as `wPlusText` writes it. */
export interface LatentSource {
  readonly kind: 'latent';
  readonly wPlus: string;
}

/** Where a parent's latent comes from. */
export type Source = SeedSource | LatentSource;

/**
 * Weights of `b`, 0 is all `a`, 1 is all `b`: one for the structure layers and one for the others (style), or one
 * for each layer, the coarsest first.
 */
export type RecipeMix =
  | { readonly structure: number; readonly style: number }
  | { readonly layers: readonly number[] };

export type Tier = 'preview' | 'final';

/** The picture as a file. `background`: the garment cut out; on its white where absent. */
export interface RecipeOutput {
  readonly tier: Tier;
  readonly sizePx: number;
  readonly format: 'webp' | 'png';
  readonly background?: 'transparent';
}

/** Everything that decides a picture. Two recipes with the same canonical JSON are the same frame. */
export interface Recipe {
  readonly v: 1;
  /** Id of the model pack: its content hash, lower-case hex. */
  readonly pack: string;
  readonly a: Source;
  readonly b: Source;
  readonly mix: RecipeMix;
  /** 0 is the average design, 1 leaves the seeds alone; at most 1.5. Latents are never truncated. */
  readonly truncationPsi: number;
  /** Direction id -> standard deviations along it. */
  readonly sliders: Readonly<Record<string, number>>;
  readonly output: RecipeOutput;
}

/** Bounds that `canonicalRecipe` enforces. */
export const RECIPE_LIMITS = {
  maxTruncationPsi: 1.5,
  maxSliderSigma: 20,
  maxSliders: 128,
  maxLayers: 32,
  maxSizePx: 4096,
  /** 18 layers of 512, a generator of 1024 px. */
  maxWPlusChars: 12_384,
  maxJsonChars: 49_152,
} as const;

const UINT32_MAX = 0xffff_ffff;
const PACK_ID = /^[0-9a-f]{8,64}$/;
const DIRECTION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * The one way of writing a recipe: weights, psi and sigmas in steps of 1e-4, -0 as 0, slider keys in code-unit
 * order, zero sliders dropped, and recipes that draw the same picture made equal: equal sources or weights
 * all 0 give `b = a` and weights 0, weights all 1 give `a = b` and weights 0, one weight for every layer is
 * both weights. Idempotent.
 *
 * Ranges: weights 0..1, psi 0..1.5, |sigma| <= 20 (all checked after rounding), seed and category uint32,
 * wPlus canonical base64url of at most 12384 characters (its shape is the pack's to check), at most 128 sliders and
 * 32 layers, sizePx 1..4096, pack 8 to 64 lower-case hex digits. Between latents alone psi changes nothing and is 1.
 *
 * Throws TypeError (wrong type, missing or unknown key) or RangeError (non-finite, out of range), naming
 * the field.
 */
export function canonicalRecipe(recipe: Recipe): Recipe {
  const fields = exactKeys(recipe, 'recipe', [
    'v',
    'pack',
    'a',
    'b',
    'mix',
    'truncationPsi',
    'sliders',
    'output',
  ]);
  if (fields.v !== 1) throw new RangeError(`v: expected 1, got ${shown(fields.v)}`);
  const a = canonicalSource(fields.a, 'a');
  const b = canonicalSource(fields.b, 'b');
  const mix = canonicalMix(fields.mix);
  const onlyB = isThroughout(mix, 1);
  const onlyA = isThroughout(mix, 0) || sameSource(a, b);
  const onlyOne = onlyA || onlyB;
  const first = onlyB ? b : a;
  const second = onlyOne ? first : b;
  const psi = quantised(fields.truncationPsi, 'truncationPsi', 0, RECIPE_LIMITS.maxTruncationPsi);
  const truncates = first.kind === 'seed' || second.kind === 'seed';
  return {
    v: 1,
    pack: matching(fields.pack, 'pack', PACK_ID),
    a: first,
    b: { ...second },
    mix: onlyOne ? { structure: 0, style: 0 } : mix,
    truncationPsi: truncates ? psi : 1,
    sliders: canonicalSliders(fields.sliders),
    output: canonicalOutput(fields.output),
  };
}

/**
 * Canonical JSON text of a recipe: no white space, keys in the order of the `Recipe` interface, slider keys
 * in code-unit order. Throws as `canonicalRecipe` does.
 */
export function recipeJson(recipe: Recipe): string {
  const { v, pack, a, b, mix, truncationPsi, sliders, output } = canonicalRecipe(recipe);
  // JavaScript objects list integer-like keys first, so the sliders' order cannot be left to JSON.stringify.
  const sliderJson = Object.keys(sliders)
    .sort()
    .map((id) => `${JSON.stringify(id)}:${sliders[id]}`)
    .join(',');
  const before = JSON.stringify({ v, pack, a, b, mix, truncationPsi });
  return `${before.slice(0, -1)},"sliders":{${sliderJson}},"output":${JSON.stringify(output)}}`;
}

/**
 * Reads a recipe from JSON text and returns it in canonical form, so that
 * `recipeJson(parseRecipe(recipeJson(r))) === recipeJson(r)`. White space and key order are free.
 *
 * Throws LatentError `recipe_syntax` (not JSON, or over 49152 characters), `recipe_version` (`v` is not 1) or
 * `recipe_invalid` (anything `canonicalRecipe` refuses; `cause` is its error).
 */
export function parseRecipe(text: string): Recipe {
  if (text.length > RECIPE_LIMITS.maxJsonChars) {
    throw new LatentError('recipe_syntax', `recipe: ${text.length} characters, more than a recipe can need`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new LatentError('recipe_syntax', 'recipe: not JSON', { cause });
  }
  if (typeof value === 'object' && value !== null && 'v' in value && value.v !== 1) {
    throw new LatentError('recipe_version', `recipe: version ${shown(value.v)} is unknown`);
  }
  try {
    return canonicalRecipe(value as Recipe);
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause;
    throw new LatentError('recipe_invalid', `recipe: ${cause.message}`, { cause });
  }
}

/** SHA-256 (hex) of the canonical JSON in UTF-8: the picture's name. Throws as `canonicalRecipe` does. */
export function recipeHash(recipe: Recipe): string {
  return sha256Hex(new TextEncoder().encode(recipeJson(recipe)));
}

function canonicalSource(value: unknown, field: string): Source {
  if (plainObject(value, field).kind === 'latent') {
    const { kind, wPlus } = exactKeys(value, field, ['kind', 'wPlus']);
    if (typeof wPlus !== 'string')
      throw new TypeError(`${field}.wPlus: expected a string, got ${shown(wPlus)}`);
    if (wPlus.length > RECIPE_LIMITS.maxWPlusChars || !isWPlusText(wPlus)) {
      throw new RangeError(`${field}.wPlus: expected base64url, got ${shown(wPlus)}`);
    }
    return { kind: kind as 'latent', wPlus };
  }
  const { kind, seed, category } = exactKeys(value, field, ['kind', 'seed', 'category']);
  if (kind !== 'seed') throw new RangeError(`${field}.kind: expected "seed" or "latent", got ${shown(kind)}`);
  return {
    kind,
    seed: integer(seed, `${field}.seed`, 0, UINT32_MAX),
    category: category === null ? null : integer(category, `${field}.category`, 0, UINT32_MAX),
  };
}

/** Whether two sources are the same latent of the same pack. */
export function sameSource(a: Source, b: Source): boolean {
  if (a.kind === 'latent' || b.kind === 'latent') {
    return a.kind === 'latent' && b.kind === 'latent' && a.wPlus === b.wPlus;
  }
  return a.seed === b.seed && a.category === b.category;
}

function canonicalMix(value: unknown): RecipeMix {
  if (!Object.hasOwn(plainObject(value, 'mix'), 'layers')) {
    const { structure, style } = exactKeys(value, 'mix', ['structure', 'style']);
    return {
      structure: quantised(structure, 'mix.structure', 0, 1),
      style: quantised(style, 'mix.style', 0, 1),
    };
  }
  const { layers } = exactKeys(value, 'mix', ['layers']);
  if (!Array.isArray(layers)) throw new TypeError(`mix.layers: expected an array, got ${shown(layers)}`);
  if (layers.length < 1 || layers.length > RECIPE_LIMITS.maxLayers) {
    throw new RangeError(`mix.layers: expected 1 to ${RECIPE_LIMITS.maxLayers}, got ${layers.length}`);
  }
  const weights = Array.from(layers, (weight, layer) => quantised(weight, `mix.layers[${layer}]`, 0, 1));
  const [first = 0] = weights;
  return weights.every((weight) => weight === first)
    ? { structure: first, style: first }
    : { layers: weights };
}

const isThroughout = (mix: RecipeMix, weight: number): boolean =>
  !('layers' in mix) && mix.structure === weight && mix.style === weight;

function canonicalSliders(value: unknown): Record<string, number> {
  const given = plainObject(value, 'sliders');
  const ids = Object.keys(given).sort();
  if (ids.length > RECIPE_LIMITS.maxSliders) {
    throw new RangeError(`sliders: expected at most ${RECIPE_LIMITS.maxSliders}, got ${ids.length}`);
  }
  const sliders: Record<string, number> = {};
  const limit = RECIPE_LIMITS.maxSliderSigma;
  for (const id of ids) {
    const sigmas = quantised(
      given[matching(id, 'sliders key', DIRECTION_ID)],
      `sliders.${id}`,
      -limit,
      limit,
    );
    if (sigmas !== 0) sliders[id] = sigmas;
  }
  return sliders;
}

function canonicalOutput(value: unknown): RecipeOutput {
  const { background, ...always } = plainObject(value, 'output');
  const { tier, sizePx, format } = exactKeys(always, 'output', ['tier', 'sizePx', 'format']);
  if (tier !== 'preview' && tier !== 'final') {
    throw new RangeError(`output.tier: expected "preview" or "final", got ${shown(tier)}`);
  }
  if (format !== 'webp' && format !== 'png') {
    throw new RangeError(`output.format: expected "webp" or "png", got ${shown(format)}`);
  }
  if (background !== undefined && background !== 'transparent') {
    throw new RangeError(`output.background: expected "transparent" or nothing, got ${shown(background)}`);
  }
  const output = {
    tier,
    sizePx: integer(sizePx, 'output.sizePx', 1, RECIPE_LIMITS.maxSizePx),
    format,
  } as const;
  return background === undefined ? output : { ...output, background };
}
