import { basename, extname, resolve } from 'node:path';
import { type Checkpoint, previewResolutionPx } from '@toile/latent';
import { openSessions } from '../inference/sessions.js';
import { loadPack } from '../pack/load-pack.js';
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
import { importCheckpoint } from './import-checkpoint.js';
import { type CheckpointFile, readCheckpointFile } from './read-checkpoint-file.js';

/** Layers of a 512 px generator (16) that "structure" mixes; other depths take the same share. */
const STRUCTURE_SHARE = 5 / 16;
const DEFAULT_TRUNCATION_PSI = 0.7;

const HELP = `usage: toile-pack import <file> --out <folder> [options]

Makes a model pack from a StyleGAN2 checkpoint: a StyleGAN2-ADA PyTorch pickle (.pkl), a rosinality
checkpoint (.pt) or StyleGAN2-ADA tensors (.safetensors, .pt). Nothing in the file is run.

  --out <folder>          where the pack is written; made when it is not there
  --name <name>           lower-case letters, digits and hyphens; by default from the file's name
  --title <text>          the name that people see
  --licence <text>        the licence of the weights, such as "CC BY-NC 4.0"
  --description <text>    what it draws
  --provenance <text>     how it was made; by default that it was imported, and from what
  --credits <a,b,...>     who to thank
  --categories <a,b,...>  class names in one-hot order, for a conditional generator
  --structure-layers <n>  how many layers "structure" mixes; the rest is "style"
  --truncation <psi>      what a new design starts with, 0 to 1.5 (default 0.7)
  --half                  store the weights in half precision: half the size, the same speed
  --gpu                   write the synthesis for GPUs; it still runs on processors, in more time
  --preview <px>          draw previews up to this resolution, or "none"; by default where they follow a hand
  --force                 write into a folder that is not empty`;

/** `toile-pack import`. */
export const importCommand: Command = {
  name: 'import',
  summary: 'makes a pack from a StyleGAN2 checkpoint',
  help: HELP,
  options: {
    out: { type: 'string' },
    name: { type: 'string' },
    title: { type: 'string' },
    licence: { type: 'string' },
    description: { type: 'string' },
    provenance: { type: 'string' },
    credits: { type: 'string' },
    categories: { type: 'string' },
    'structure-layers': { type: 'string' },
    truncation: { type: 'string' },
    half: { type: 'boolean' },
    gpu: { type: 'boolean' },
    preview: { type: 'string' },
    force: { type: 'boolean' },
  },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const path = onlyPositional(input, 'the checkpoint file');
  const out = textOption(input, 'out');
  if (out === undefined) throw new UsageError('--out is missing: say where the pack goes');
  const folder = resolve(out);
  const name = packName(input, path);
  const psi = numberOption(input, 'truncation', { min: 0, max: 1.5 }) ?? DEFAULT_TRUNCATION_PSI;

  const file = await readCheckpointFile(path);
  const { checkpoint } = file;
  const manifest = await importCheckpoint(checkpoint, folder, {
    about: {
      name,
      title: textOption(input, 'title') ?? name,
      licence: textOption(input, 'licence') ?? 'not stated',
      description: textOption(input, 'description') ?? '',
      provenance: textOption(input, 'provenance') ?? importedFrom(path, file),
      credits: listOption(input, 'credits') ?? [],
      categories: categoryNames(input, checkpoint, output),
      structureLayers: [0, structureLayers(input, checkpoint)],
      defaultTruncationPsi: psi,
      quality: {},
    },
    weights: input.values.half === true ? 'float16' : 'float32',
    target: input.values.gpu === true ? 'gpu' : 'cpu',
    previewPx: previewPx(input, checkpoint),
    overwrite: input.values.force === true,
    onProgress: (done, total) => output.progress('preview', done, total),
  });
  await loadPack(folder);
  const sessions = await openSessions(folder, manifest, { providers: ['cpu'], threads: 0 });
  const { mapping, synthesis, preview, refused } = sessions;
  await Promise.all([mapping.release(), synthesis.release(), preview?.session.release()]);
  for (const { message } of refused) output.err(`Does not run here: ${message}`);
  output.out(`${manifest.name} ${manifest.id}`);
  output.out(`${sizeText(checkpoint)}, ${checkpoint.numWs} layers, wDim ${checkpoint.wDim}, in ${folder}`);
  const { previewPx: px, previewPsnrDb: psnr, previewSsim: ssim } = manifest.quality;
  if (px !== undefined && psnr !== undefined && ssim !== undefined)
    output.out(`Previews of ${px} px: ${psnr.toFixed(1)} dB, SSIM ${ssim.toFixed(3)} against the picture.`);
  const [, structure] = manifest.structureLayers;
  output.out(
    `Structure is taken to be the first ${structure} layers: a guess until toile-pack split measures it.`,
  );
  if (checkpoint.wAvgSource === 'estimated')
    output.out('The file had no average w; it was estimated from samples.');
}

/** Such as "256 px", or "1024 x 512 px on a square" for an upright generator. */
function sizeText({ resolutionPx, synthesis }: Checkpoint): string {
  const widthPx = synthesis.blocks.at(-1)?.widthPx ?? resolutionPx;
  return widthPx === resolutionPx ? `${resolutionPx} px` : `${resolutionPx} x ${widthPx} px on a square`;
}

function packName(input: CommandArguments, path: string): string {
  const given = textOption(input, 'name');
  const name = given ?? slug(basename(path, extname(path)));
  if (!/^[a-z0-9][a-z0-9-]{0,47}$/.test(name)) {
    throw new UsageError(
      `--name: expected up to 48 lower-case letters, digits and hyphens, got ${JSON.stringify(name)}`,
    );
  }
  return name;
}

function slug(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-/, '').slice(0, 48).replace(/-$/, '');
}

function listOption(input: CommandArguments, name: string): string[] | undefined {
  const items = textOption(input, name)
    ?.split(',')
    .map((item) => item.trim());
  if (items?.some((item) => item === '')) throw new UsageError(`--${name} has an empty entry`);
  return items;
}

function categoryNames(input: CommandArguments, checkpoint: Checkpoint, output: CommandOutput): string[] {
  const { cDim, categories } = checkpoint;
  const given = listOption(input, 'categories') ?? [...categories];
  if (given.length === cDim) return given;
  if (given.length > 0) {
    const has = cDim === 0 ? 'no classes' : `${cDim} classes`;
    throw new RefusedError(`The generator has ${has}, but ${given.length} categories are named.`);
  }
  output.err(`The file does not name its ${cDim} classes; they are numbered. --categories names them.`);
  return Array.from({ length: cDim }, (_, i) => `class ${i + 1}`);
}

function structureLayers(input: CommandArguments, { numWs }: Checkpoint): number {
  const given = numberOption(input, 'structure-layers', { min: 1, max: numWs, integer: true });
  return given ?? Math.max(1, Math.round(numWs * STRUCTURE_SHARE));
}

function previewPx(input: CommandArguments, checkpoint: Checkpoint): number | null {
  const given = textOption(input, 'preview');
  if (given === undefined) return previewResolutionPx(checkpoint);
  if (given === 'none') return null;
  const sides = checkpoint.synthesis.blocks.map((block) => block.resolutionPx).filter((side) => side >= 8);
  const px = Number(given);
  if (sides.includes(px)) return px;
  throw new UsageError(`--preview: expected "none" or one of ${sides.join(', ')}, got ${given}`);
}

function importedFrom(path: string, { sha256, checkpoint }: CheckpointFile): string {
  return `Imported by toile-pack from ${basename(path)} (${checkpoint.format}, SHA-256 ${sha256}).`;
}
