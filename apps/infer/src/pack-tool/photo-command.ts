import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type EncoderShape,
  emitEncoder,
  emitMatte,
  encoderShape,
  type PhotoNetwork,
  type PhotoNetworkKind,
  readPhotoNetwork,
} from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import { loadPack } from '../pack/load-pack.js';
import { manifestWithPhotoNetworks } from '../pack/write-pack.js';
import { openPhotoSessions } from '../photo/photo-sessions.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  onlyPositional,
  RefusedError,
  textOption,
  UsageError,
} from './command.js';

const HELP = `usage: toile-pack photo <folder> --matte <file> --encoder <file> [--half]

Gives a pack the networks that look at photos, as toile_training made them (matte.safetensors and
encoder.safetensors), in place of any it had. The pack's id stays: they decide no picture.

  --matte <file>    finds the garment in a photo
  --encoder <file>  finds its place in wPlus; made for this pack's generator
  --half            store the weights in half precision: half the size, the same speed`;

/** `toile-pack photo`. */
export const photoCommand: Command = {
  name: 'photo',
  summary: 'gives a pack the networks that look at photos',
  help: HELP,
  options: { matte: { type: 'string' }, encoder: { type: 'string' }, half: { type: 'boolean' } },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const [mattePath, encoderPath] = [textOption(input, 'matte'), textOption(input, 'encoder')];
  if (mattePath === undefined || encoderPath === undefined)
    throw new UsageError('both --matte and --encoder are needed');
  const { manifest } = await loadPack(folder);
  const matte = await networkIn(mattePath, 'matte');
  const encoder = await networkIn(encoderPath, 'encoder');
  expectSameShape(encoderPath, encoderShape(encoder), manifest);
  const options = { weights: input.values.half === true ? 'float16' : 'float32' } as const;
  const files = { matte: emitMatte(matte, options), encoder: emitEncoder(encoder, options) };
  await writeFile(join(folder, 'matte.onnx'), files.matte);
  await writeFile(join(folder, 'encoder.onnx'), files.encoder);
  const quality = { ...manifest.quality, ...matte.measures, ...encoder.measures };
  const written = await manifestWithPhotoNetworks(folder, { ...manifest, quality });
  const { matte: matteSession, encoder: encoderSession } = await openPhotoSessions(folder, written, 0);
  await Promise.all([matteSession.session.release(), encoderSession.session.release()]);
  output.out(`${written.name} ${written.id}`);
  for (const [name, bytes] of Object.entries(files)) output.out(`${name}.onnx, ${bytes.length} bytes`);
}

async function networkIn(path: string, kind: PhotoNetworkKind): Promise<PhotoNetwork> {
  const network = readPhotoNetwork(await readFile(path));
  if (network.kind === kind) return network;
  throw new RefusedError(`${path} is the ${network.kind}, not the ${kind}.`);
}

function expectSameShape(path: string, shape: EncoderShape, manifest: PackManifest): void {
  const { resolutionPx, numWs, wDim, categories } = manifest;
  const wanted: EncoderShape = { resolutionPx, numWs, wDim, categories };
  for (const key of ['resolutionPx', 'numWs', 'wDim', 'categories'] as const) {
    const [has, needs] = [String(shape[key]), String(wanted[key])];
    if (has !== needs)
      throw new RefusedError(
        `${path} is for another generator: its ${key} is ${has}, the pack's is ${needs}.`,
      );
  }
}
