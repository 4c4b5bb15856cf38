import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, emitMapping, emitSynthesis, type GraphOptions, type Target } from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import type { OnProgress } from '../directions/probe.js';
import { writeFloats } from '../pack/pack-file.js';
import { type PackDescription, type PackFileNames, writeManifest } from '../pack/write-pack.js';
import { makePreview } from '../preview/fit-preview.js';
import { RefusedError } from './command.js';

export interface ImportOptions {
  /** What the manifest says of the pack beyond what the checkpoint has. */
  readonly about: Omit<PackDescription, 'resolutionPx' | 'zDim' | 'wDim' | 'numWs'>;
  readonly weights: NonNullable<GraphOptions['weights']>;
  readonly target: Target;
  /** Where the preview stops, a resolution of the generator; null for none. */
  readonly previewPx: number | null;
  /** Whether files of an earlier pack in the folder are written over. */
  readonly overwrite: boolean;
  /** Told while a preview is fitted. */
  readonly onProgress?: OnProgress;
}

/**
 * Writes a checkpoint into a folder as a pack: the networks, wAvg, a preview network where one is wanted, and
 * last the manifest, so that a folder with a manifest is whole; what the preview was measured to be like goes into
 * the manifest's quality. Throws RefusedError when the folder holds something and
 * `overwrite` is false.
 */
export async function importCheckpoint(
  checkpoint: Checkpoint,
  folder: string,
  { about, weights, target, previewPx, overwrite, onProgress }: ImportOptions,
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
  await writeFile(join(folder, names.synthesis), emitSynthesis(checkpoint, { weights, target }));
  await writeFile(join(folder, names.wAvg), writeFloats(checkpoint.wAvg));
  const quality = { ...about.quality };
  if (previewPx !== null) {
    const { model, likeness } = await makePreview(
      checkpoint,
      previewPx,
      about.defaultTruncationPsi,
      onProgress,
    );
    names.preview = 'preview.onnx';
    await writeFile(join(folder, names.preview), model);
    Object.assign(quality, { previewPx, previewPsnrDb: likeness.psnrDb, previewSsim: likeness.ssim });
  }
  const { resolutionPx, zDim, wDim, numWs } = checkpoint;
  return writeManifest(folder, { ...about, resolutionPx, zDim, wDim, numWs, quality }, names);
}
