import { readFile } from 'node:fs/promises';
import { canonicalRecipe, parseRecipe, RECIPE_LIMITS, type Recipe, type SeedSource } from '@toile/latent';
import type { Pack } from '../pack/pack.js';
import { plainRecipe } from '../pack/plain-recipe.js';
import { type CommandArguments, numberOption, RefusedError, textOption, UsageError } from './command.js';
import { expectDrawable } from './drawing-pack.js';

/** The options that describe one garment. */
export const garmentOptions = {
  category: { type: 'string' },
  truncation: { type: 'string' },
  sliders: { type: 'string' },
} as const;

/** Their lines of a help text. */
export const GARMENT_HELP = `  --category <name>    one of the pack's categories, by name or number
  --truncation <psi>   0 is the average garment, 1 leaves it as drawn, up to 1.5 (default: the pack's)
  --sliders <id=s,...> sliders away from rest, in sigmas, such as "sleeves=2,warmth=-1.5"`;

export const MAX_SEED = 2 ** 32 - 1;

/** The recipe of a seed with the options of `garmentOptions`, at the pack's own size. Throws RefusedError. */
export function recipeOfSeed(input: CommandArguments, pack: Pack, seed: number): Recipe {
  return seedRecipe(pack, {
    seed,
    category: categoryOption(input, pack),
    truncationPsi: truncationOption(input) ?? pack.manifest.defaultTruncationPsi,
    sliders: sliderOption(input),
  });
}

/** One garment, unmixed, at the pack's own size. Throws RefusedError when the pack cannot draw it. */
export function seedRecipe(
  pack: Pack,
  garment: Pick<SeedSource, 'seed' | 'category'> & Pick<Recipe, 'truncationPsi' | 'sliders'>,
): Recipe {
  const { seed, category, truncationPsi, sliders } = garment;
  const source: SeedSource = { kind: 'seed', seed, category };
  const recipe = canonicalRecipe({ ...plainRecipe(pack, source, truncationPsi), sliders });
  expectDrawable(pack, recipe);
  return recipe;
}

/** Reads a recipe as a room exports it. Throws LatentError or RefusedError, and rejects as `readFile`. */
export async function recipeOfFile(path: string, pack: Pack): Promise<Recipe> {
  const recipe = parseRecipe(await readFile(path, 'utf8'));
  expectDrawable(pack, recipe);
  return recipe;
}

export const truncationOption = (input: CommandArguments): number | undefined =>
  numberOption(input, 'truncation', { min: 0, max: RECIPE_LIMITS.maxTruncationPsi });

/** Index of the category that is asked for; null for an unconditional pack. Throws RefusedError. */
function categoryOption(input: CommandArguments, { manifest }: Pack): number | null {
  const { categories, title } = manifest;
  const asked = textOption(input, 'category');
  if (asked === undefined) {
    if (categories.length === 0) return null;
    throw new RefusedError(`"${title}" needs --category: one of ${categories.join(', ')}.`);
  }
  return categoryIndex(asked, title, categories);
}

/** Index of a category by name or number. Throws RefusedError naming those that there are. */
export function categoryIndex(asked: string, title: string, categories: readonly string[]): number {
  const byName = categories.findIndex((name) => name.toLowerCase() === asked.toLowerCase());
  if (byName >= 0) return byName;
  const number = /^\d+$/.test(asked) ? Number(asked) : Number.NaN;
  if (number < categories.length) return number;
  const known = categories.length === 0 ? 'no categories' : `only ${categories.join(', ')}`;
  throw new RefusedError(`"${title}" has no category "${asked}": it has ${known}.`);
}

function sliderOption(input: CommandArguments): Record<string, number> {
  const text = textOption(input, 'sliders');
  if (text === undefined) return {};
  const entries = text.split(',').map((entry): [string, number] => {
    const [id = '', sigmas = '', more] = entry.split('=').map((part) => part.trim());
    const value = Number(sigmas);
    const fits = Math.abs(value) <= RECIPE_LIMITS.maxSliderSigma;
    if (id === '' || sigmas === '' || more !== undefined || !fits) {
      throw new UsageError(
        `--sliders: expected id=sigmas with up to ${RECIPE_LIMITS.maxSliderSigma} sigmas, got ${JSON.stringify(entry)}`,
      );
    }
    return [id, value];
  });
  return Object.fromEntries(entries);
}
