import { writeFile } from 'node:fs/promises';
import { canonicalRecipe, RECIPE_LIMITS, type Recipe, recipeHash } from '@toile/latent';
import { encodeFrame } from '../encode/encode-frame.js';
import type { Pack } from '../pack/pack.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  numberOption,
  onlyPositional,
  textOption,
  UsageError,
} from './command.js';
import { withDrawingPack } from './drawing-pack.js';
import { outOption } from './picture-file.js';
import { GARMENT_HELP, garmentOptions, MAX_SEED, recipeOfFile, recipeOfSeed } from './recipe-options.js';

const HELP = `usage: toile-pack render <folder> (--seed <n> | --recipe <file>) --out <file> [options]

Draws one garment of a pack: of a seed (the published StyleGAN tools' z for it), or of a recipe that a room
exported. The same recipe always gives the same picture.

  --out <file>         a .png or .webp file
  --seed <n>           0 to ${MAX_SEED}
  --recipe <file>      a recipe as JSON; it says everything but the size and the format
  --size <px>          side of the picture, 1 to ${RECIPE_LIMITS.maxSizePx} (default: the recipe's, or the pack's resolution)
${GARMENT_HELP}`;

/** `toile-pack render`. */
export const renderCommand: Command = {
  name: 'render',
  summary: 'draws one garment of a seed or a recipe',
  help: HELP,
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    recipe: { type: 'string' },
    size: { type: 'string' },
    ...garmentOptions,
  },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const { path, format } = outOption(input, ['png', 'webp']);
  const sizePx = numberOption(input, 'size', { min: 1, max: RECIPE_LIMITS.maxSizePx, integer: true });
  await withDrawingPack(folder, async ({ pack, drawing }) => {
    const asked = await recipeOf(input, pack);
    const recipe = canonicalRecipe({
      ...asked,
      output: { tier: 'final', sizePx: sizePx ?? asked.output.sizePx, format },
    });
    const { rgb } = await drawing.draw([recipe]);
    const { bytes } = await encodeFrame(rgb, pack.manifest.resolutionPx, recipe.output);
    await writeFile(path, bytes);
    output.out(`${path}: ${recipe.output.sizePx} px, ${recipeHash(recipe)}`);
  });
}

async function recipeOf(input: CommandArguments, pack: Pack): Promise<Recipe> {
  const file = textOption(input, 'recipe');
  const seed = numberOption(input, 'seed', { min: 0, max: MAX_SEED, integer: true });
  if (file === undefined) {
    if (seed === undefined) throw new UsageError('say what to draw: --seed or --recipe');
    return recipeOfSeed(input, pack, seed);
  }
  const more = ['seed', ...Object.keys(garmentOptions)].find((name) => input.values[name] !== undefined);
  if (more !== undefined) throw new UsageError(`--${more} does not go with --recipe, which says it already`);
  return recipeOfFile(file, pack);
}
