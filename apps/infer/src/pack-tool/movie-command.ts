import { writeFile } from 'node:fs/promises';
import type { Recipe } from '@toile/latent';
import sharp from 'sharp';
import { resized } from '../encode/resized.js';
import { runDrawing } from '../inference/sessions.js';
import type { Pack } from '../pack/pack.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  numberOption,
  onlyPositional,
  RefusedError,
  textOption,
  UsageError,
} from './command.js';
import { walkWs } from './draw-walk.js';
import { type DrawingPack, withDrawingPack } from './drawing-pack.js';
import { outOption } from './picture-file.js';
import { GARMENT_HELP, garmentOptions, MAX_SEED, recipeOfFile, recipeOfSeed } from './recipe-options.js';

const DEFAULT_FRAMES = 24;
const MAX_FRAMES = 600;
const DEFAULT_FPS = 12;
const MAX_SIZE_PX = 1024;
const QUALITY = 85;
const BATCH = 8;

const HELP = `usage: toile-pack movie <folder> --out <file.webp> (--direction <id> | --from <garment> --to <garment>) [options]

Draws an animated WebP: along one slider of the pack from its low to its high end, or on the way from one garment
to another. It runs there and back again, unless --once is given.

  --out <file>         a .webp file
  --direction <id>     a slider of the pack, such as "sleeves"; --seed says which garment it moves
  --seed <n>           0 to ${MAX_SEED} (default 0)
  --from, --to <x>     a seed, or a file with a recipe as JSON
  --linear             on a straight line in w; by default on great circles in z
  --frames <n>         from one end to the other, 2 to ${MAX_FRAMES} (default ${DEFAULT_FRAMES})
  --fps <n>            frames a second, 1 to 50 (default ${DEFAULT_FPS})
  --size <px>          side of the picture, 1 to ${MAX_SIZE_PX} (default: the pack's resolution)
  --once               do not come back
${GARMENT_HELP}`;

/** `toile-pack movie`. */
export const movieCommand: Command = {
  name: 'movie',
  summary: 'draws a film along a slider, or from one garment to another',
  help: HELP,
  options: {
    out: { type: 'string' },
    direction: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    linear: { type: 'boolean' },
    frames: { type: 'string' },
    fps: { type: 'string' },
    size: { type: 'string' },
    once: { type: 'boolean' },
    ...garmentOptions,
  },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const { path } = outOption(input, ['webp']);
  const frames = numberOption(input, 'frames', { min: 2, max: MAX_FRAMES, integer: true }) ?? DEFAULT_FRAMES;
  const fps = numberOption(input, 'fps', { min: 1, max: 50 }) ?? DEFAULT_FPS;
  const size = numberOption(input, 'size', { min: 1, max: MAX_SIZE_PX, integer: true });
  expectOneKind(input);
  await withDrawingPack(folder, async (opened) => {
    const sizePx = size ?? opened.pack.manifest.resolutionPx;
    const ends = await endsOf(input, opened.pack);
    const ws = await walkWs(opened, ends, frames, input.values.linear === true ? 'w' : 'z');
    const there = await drawn(opened, ws, sizePx, output);
    const all = input.values.once === true ? there : [...there, ...there.slice(1, -1).reverse()];
    await writeFile(path, await animation(all, sizePx, Math.round(1000 / fps)));
    output.out(`${path}: ${all.length} frames of ${sizePx} px, ${(all.length / fps).toFixed(1)} s`);
  });
}

/** Throws UsageError unless it is clear what the film shows. */
function expectOneKind(input: CommandArguments): void {
  const [direction, from, to] = ['direction', 'from', 'to'].map((name) => textOption(input, name));
  if (direction === undefined && from === undefined && to === undefined) {
    throw new UsageError('say what the film shows: --direction, or --from and --to');
  }
  if (direction !== undefined && (from !== undefined || to !== undefined)) {
    throw new UsageError('--direction does not go with --from and --to');
  }
  if (direction === undefined && (from === undefined || to === undefined)) {
    throw new UsageError(`--${from === undefined ? 'from' : 'to'} is missing`);
  }
  if (direction === undefined && input.values.seed !== undefined) {
    throw new UsageError('--seed does not go with --from and --to, which name the garments');
  }
}

async function endsOf(input: CommandArguments, pack: Pack): Promise<readonly [Recipe, Recipe]> {
  const direction = textOption(input, 'direction');
  if (direction === undefined) {
    const garment = (name: string) => garmentOf(input, pack, textOption(input, name) ?? '');
    return [await garment('from'), await garment('to')];
  }
  const slider = pack.sliders.find(({ id }) => id === direction);
  if (slider === undefined) {
    const known = pack.sliders.map(({ id }) => id).join(', ') || 'none';
    throw new RefusedError(`"${pack.manifest.title}" has no slider "${direction}"; its sliders: ${known}.`);
  }
  const seed = numberOption(input, 'seed', { min: 0, max: MAX_SEED, integer: true }) ?? 0;
  const garment = recipeOfSeed(input, pack, seed);
  const [low, high] = slider.rangeSigmas;
  const at = (sigmas: number): Recipe => ({
    ...garment,
    sliders: { ...garment.sliders, [slider.id]: sigmas },
  });
  return [at(low), at(high)];
}

/** A seed with the options of the command, or the recipe in a file. */
async function garmentOf(input: CommandArguments, pack: Pack, text: string): Promise<Recipe> {
  if (!/^\d+$/.test(text)) return recipeOfFile(text, pack);
  const seed = Number(text);
  if (seed > MAX_SEED) throw new UsageError(`a seed is a whole number from 0 to ${MAX_SEED}, not ${text}`);
  return recipeOfSeed(input, pack, seed);
}

async function drawn(
  { pack, sessions }: DrawingPack,
  ws: readonly Float32Array[],
  sizePx: number,
  output: CommandOutput,
): Promise<Uint8Array[]> {
  const { resolutionPx } = pack.manifest;
  const bytes = resolutionPx * resolutionPx * 3;
  const pictures: Uint8Array[] = [];
  for (let first = 0; first < ws.length; first += BATCH) {
    const batch = ws.slice(first, first + BATCH);
    const joined = new Float32Array(batch.length * batch[0]!.length);
    for (const [i, one] of batch.entries()) joined.set(one, i * one.length);
    const whole = { session: sessions.synthesis, sidePx: resolutionPx };
    const rgb = await runDrawing(whole, pack.manifest, joined, batch.length);
    for (const i of batch.keys()) {
      pictures.push(await resized(rgb.subarray(i * bytes, (i + 1) * bytes), resolutionPx, sizePx));
    }
    output.progress('Drawing', pictures.length, ws.length);
  }
  return pictures;
}

/** Square pictures [sizePx, sizePx, 3] one after the other, without end, as animated WebP. */
async function animation(pictures: readonly Uint8Array[], sizePx: number, delayMs: number): Promise<Buffer> {
  const height = sizePx * pictures.length;
  const raw = { width: sizePx, height, channels: 3, pageHeight: sizePx } as const;
  return sharp(Buffer.concat(pictures), { raw, limitInputPixels: false })
    .webp({ quality: QUALITY, effort: 4, loop: 0, delay: pictures.map(() => delayMs) })
    .toBuffer();
}
