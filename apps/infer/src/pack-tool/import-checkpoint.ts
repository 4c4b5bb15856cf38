import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  emitMapping,
  emitSynthesis,
  type GraphOptions,
  previewResolutionPx,
} from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import { writeFloats } from '../pack/pack-file.js';
import { type PackDescription, type PackFileNames, writeManifest } from '../pack/write-pack.js';
import { RefusedError } from './command.js';

export interface ImportOptions {
  /** What the manifest says of the pack beyond what the checkpoint has. */
  readonly about: Omit<PackDescription, 'resolutionPx' | 'zDim' | 'wDim' | 'numWs'>;
  readonly weights: NonNullable<GraphOptions['weights']>;
  /** Whether files of an earlier pack in the folder are written over. */
  readonly overwrite: boolean;
}

/**
 * Writes a checkpoint into a folder as a pack: the networks, wAvg, a preview network from 256 px on, and last the
 * manifest, so that a folder with a manifest is whole. Throws RefusedError when the folder holds something and
 * `overwrite` is false.
 */
export async function importCheckpoint(
  checkpoint: Checkpoint,
  folder: string,
  { about, weights, overwrite }: ImportOptions,
): Promise<PackManifest> {
  await mkdir(folder, { recursive: true });
  if (!overwrite && (await readdir(folder)).length > 0) {
    throw new RefusedError(`${folder} is not empty; --force writes into it all the same.`);
  }
  const names: { -readonly [K in keyof PackFileNames]: PackFileNames[K] } = {
    mapping: 'mapping.onnx',
    synthesis: 'synthesis.onnx',
    wAvg: 'wavg.bin',
  };
  await writeFile(join(folder, names.mapping), emitMapping(checkpoint, { weights }));
  await writeFile(join(folder, names.synthesis), emitSynthesis(checkpoint, { weights }));
  await writeFile(join(folder, names.wAvg), writeFloats(checkpoint.wAvg));
  const stopAtPx = previewResolutionPx(checkpoint.resolutionPx);
  if (stopAtPx !== null) {
    names.preview = 'preview.onnx';
    await writeFile(join(folder, names.preview), emitSynthesis(checkpoint, { weights, stopAtPx }));
  }
  const { resolutionPx, zDim, wDim, numWs } = checkpoint;
  return writeManifest(folder, { ...about, resolutionPx, zDim, wDim, numWs }, names);
}
