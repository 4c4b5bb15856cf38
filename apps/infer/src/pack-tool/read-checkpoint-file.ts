import { readFile, stat } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { type Checkpoint, readCheckpoint } from '@toile/latent';
import { sha256Of } from '../pack/pack-file.js';
import { RefusedError } from './command.js';

/** What `readFile` can hold. The largest StyleGAN2-ADA pickle, with its discriminator, is under 400 MiB. */
const MAX_FILE_BYTES = 2 ** 31 - 1;

export interface CheckpointFile {
  readonly checkpoint: Checkpoint;
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads a checkpoint from disk. Throws CheckpointError or RefusedError, and rejects as `readFile`. */
export async function readCheckpointFile(path: string): Promise<CheckpointFile> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES)
    throw new RefusedError(`${path} is ${size} bytes; up to ${MAX_FILE_BYTES} are read.`);
  const bytes = await readFile(path);
  const checkpoint = readCheckpoint(bytes, {
    inflate: (compressed, byteLength) =>
      new Uint8Array(inflateRawSync(compressed, { maxOutputLength: Math.max(1, byteLength) })),
  });
  return { checkpoint, sha256: sha256Of(bytes), bytes: bytes.length };
}
