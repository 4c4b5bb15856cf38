import type { Recipe } from '@toile/latent';
import { resized } from '../encode/resized.js';
import { tiled } from '../encode/tiled.js';
import type { Pack } from '../pack/pack.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  numberOption,
  onlyPositional,
  RefusedError,
  textOption,
} from './command.js';
import { type DrawingPack, withDrawingPack } from './drawing-pack.js';
import { outOption, writeRaster } from './picture-file.js';
import { categoryIndex, MAX_SEED, seedRecipe, truncationOption } from './recipe-options.js';

const DEFAULT_COLUMNS = 8;
const DEFAULT_ROWS = 4;
const MAX_SIDE = 64;
const MAX_TILE_PX = 1024;
/** What libvips writes as one picture without ado, and a person can still open. */
const MAX_SHEET_PX = 16_384;
const GAP_SHARE = 1 / 16;
const BATCH = 8;

const HELP = `usage: toile-pack grid <folder> --out <file> [options]

Draws a contact sheet: a row for each category, a column for each seed; the same seed stands in the same column
throughout. A pack without categories fills its rows with one seed after the other.

  --out <file>         a .png or .webp file
  --columns <n>        seeds in a row, 1 to ${MAX_SIDE} (default ${DEFAULT_COLUMNS})
  --rows <n>           rows, for a pack without categories, 1 to ${MAX_SIDE} (default ${DEFAULT_ROWS})
  --categories <a,b>   only these, in this order, by name or number
  --seed <n>           the first seed (default 0)
  --truncation <psi>   0 to 1.5 (default: the pack's)
  --tile <px>          side of one picture, 1 to ${MAX_TILE_PX} (default: the pack's resolution)`;

/** `toile-pack grid`. */
export const gridCommand: Command = {
  name: 'grid',
  summary: 'draws a contact sheet by category',
  help: HELP,
  options: {
    out: { type: 'string' },
    columns: { type: 'string' },
    rows: { type: 'string' },
    categories: { type: 'string' },
    seed: { type: 'string' },
    truncation: { type: 'string' },
    tile: { type: 'string' },
  },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const target = outOption(input, ['png', 'webp']);
  const side = { min: 1, max: MAX_SIDE, integer: true };
  const columns = numberOption(input, 'columns', side) ?? DEFAULT_COLUMNS;
  const rows = numberOption(input, 'rows', side) ?? DEFAULT_ROWS;
  const first = numberOption(input, 'seed', { min: 0, max: MAX_SEED, integer: true }) ?? 0;
  const psi = truncationOption(input);
  const tile = numberOption(input, 'tile', { min: 1, max: MAX_TILE_PX, integer: true });
  await withDrawingPack(folder, async (opened) => {
    const { pack } = opened;
    const { categories: names, resolutionPx, defaultTruncationPsi } = pack.manifest;
    const categories = rowCategories(input, pack, rows);
    const tilePx = tile ?? resolutionPx;
    const gapPx = Math.round(GAP_SHARE * tilePx);
    const largest = Math.max(columns, categories.length) * (tilePx + gapPx);
    if (largest > MAX_SHEET_PX) {
      throw new RefusedError(`The sheet would be ${largest} px long; up to ${MAX_SHEET_PX} are written.`);
    }
    const recipes = categories.flatMap((category, row) =>
      Array.from({ length: columns }, (_, column) => {
        const seed = (first + column + (category === null ? row * columns : 0)) % (MAX_SEED + 1);
        return seedRecipe(pack, { seed, category, truncationPsi: psi ?? defaultTruncationPsi, sliders: {} });
      }),
    );
    const sheet = tiled(await drawn(opened, recipes, tilePx, output), tilePx, { columns, gapPx });
    await writeRaster(sheet, target);
    output.out(`${target.path}: ${sheet.widthPx} x ${sheet.heightPx} px, seeds from ${first}`);
    for (const [row, category] of categories.entries()) {
      if (category !== null) output.out(`row ${row + 1}: ${names[category]}`);
    }
  });
}

/** The category of each row; null throughout for an unconditional pack. Throws RefusedError. */
function rowCategories(input: CommandArguments, { manifest }: Pack, rows: number): (number | null)[] {
  const { categories, title } = manifest;
  const asked = textOption(input, 'categories')?.split(',');
  if (asked) return asked.map((name) => categoryIndex(name.trim(), title, categories));
  return categories.length > 0 ? [...categories.keys()] : Array.from({ length: rows }, () => null);
}

async function drawn(
  { pack, drawing }: DrawingPack,
  recipes: readonly Recipe[],
  tilePx: number,
  output: CommandOutput,
): Promise<Uint8Array[]> {
  const { resolutionPx } = pack.manifest;
  const bytes = resolutionPx * resolutionPx * 3;
  const pictures: Uint8Array[] = [];
  for (let first = 0; first < recipes.length; first += BATCH) {
    const batch = recipes.slice(first, first + BATCH);
    const { rgb } = await drawing.draw(batch);
    for (const i of batch.keys()) {
      pictures.push(await resized(rgb.subarray(i * bytes, (i + 1) * bytes), resolutionPx, tilePx));
    }
    output.progress('Drawing', pictures.length, recipes.length);
  }
  return pictures;
}
