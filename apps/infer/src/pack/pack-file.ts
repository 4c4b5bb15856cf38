import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackManifest } from '@toile/protocol';
import { PackError } from './pack-error.js';

/** One file as a manifest names it. */
export type PackFile = PackManifest['files']['mapping'];

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The bytes of a file of a pack. Throws PackError `pack-corrupt` unless it has the size and hash that `file` says. */
export async function readPackFile(folder: string, file: PackFile): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, file.path));
  } catch (cause) {
    throw new PackError('pack-corrupt', folder, `${file.path} cannot be read`, { cause });
  }
  if (bytes.length !== file.bytes) {
    throw new PackError('pack-corrupt', folder, `${file.path} is ${bytes.length} bytes, not ${file.bytes}`);
  }
  const sha256 = sha256Of(bytes);
  if (sha256 !== file.sha256) {
    throw new PackError('pack-corrupt', folder, `${file.path} has SHA-256 ${sha256}, not ${file.sha256}`);
  }
  return bytes;
}

/** What a manifest says of a file that lies in `folder`. Rejects as `readFile`. */
export async function describePackFile(folder: string, path: string): Promise<PackFile> {
  const bytes = await readFile(join(folder, path));
  return { path, sha256: sha256Of(bytes), bytes: bytes.length };
}

/** float32 little-endian values [count]. Throws PackError `pack-corrupt` unless the bytes hold `count` finite values. */
export function readFloats(folder: string, path: string, bytes: Buffer, count: number): Float32Array {
  if (bytes.length !== 4 * count) {
    throw new PackError('pack-corrupt', folder, `${path} holds ${bytes.length / 4} values, not ${count}`);
  }
  const values = Float32Array.from({ length: count }, (_, i) => bytes.readFloatLE(4 * i));
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new PackError('pack-corrupt', folder, `${path}: value ${bad} is ${values[bad]}`);
  return values;
}

/** The bytes that `readFloats` reads. */
export function writeFloats(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeFloatLE(value, 4 * i);
  return bytes;
}
