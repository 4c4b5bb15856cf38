import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomId } from '@toile/protocol';
import type { Logger } from 'pino';
import { LatestUsed } from '../inference/latest-used.js';

/** Which embeddings: of a block of seeds of a pack, by one CLIP. */
export interface ShelfPlace {
  readonly pack: string;
  readonly clip: string;
  readonly psi: number;
  readonly category: number | null;
  readonly block: number;
}

export interface ShelfOptions {
  /** Where files lie; null keeps everything in memory only. */
  readonly folder: string | null;
  /** What the files may take together. */
  readonly maxBytes?: number;
  /** Blocks kept in memory as well; a block of a small CLIP is 64 kB. */
  readonly inMemory?: number;
  readonly log: Pick<Logger, 'warn'>;
}

const HASH_BYTES = 32;
const DEFAULT_MAX_BYTES = 268_435_456;
const DEFAULT_IN_MEMORY = 256;

/**
 * Embeddings that were worked out before, in memory and on disk, so that a search over the same seeds takes no time,
 * after a restart too. A file is named by what it holds, begins with the SHA-256 of the rest, and is moved into its
 * place whole: one that is torn or changed counts as missing. What was used longest ago goes first. Several workers
 * may share a folder. A disk that is full or cannot be written costs time, never an answer.
 */
export class EmbeddingShelf {
  readonly #folder: string | null;
  readonly #maxBytes: number;
  readonly #memory: LatestUsed<Float32Array>;
  readonly #log: Pick<Logger, 'warn'>;
  #warned = false;

  constructor({ folder, maxBytes = DEFAULT_MAX_BYTES, inMemory = DEFAULT_IN_MEMORY, log }: ShelfOptions) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#memory = new LatestUsed(inMemory);
    this.#log = log;
  }

  /** The `values` numbers that were put at a place, or null. */
  async get(place: ShelfPlace, values: number): Promise<Float32Array | null> {
    const name = nameOf(place);
    const known = this.#memory.get(name);
    if (known) return known;
    if (this.#folder === null) return null;
    const path = join(this.#folder, name);
    const bytes = await readFile(path).catch(() => null);
    const found = bytes && read(bytes, values);
    if (!found) return null;
    this.#memory.set(name, found);
    const now = new Date();
    // The time of use is a convenience for `prune`; another worker may have removed the file by now.
    await utimes(path, now, now).catch(() => undefined);
    return found;
  }

  async put(place: ShelfPlace, embeddings: Float32Array): Promise<void> {
    const name = nameOf(place);
    this.#memory.set(name, embeddings);
    if (this.#folder === null) return;
    const path = join(this.#folder, name);
    const part = `${path}.${randomId(8)}.part`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(part, written(embeddings));
      await rename(part, path);
      await this.#prune(this.#folder);
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      if (!this.#warned)
        this.#log.warn({ folder: this.#folder, err: error }, 'embeddings cannot be kept on disk');
      this.#warned = true;
    }
  }

  async #prune(folder: string): Promise<void> {
    const files = await filesIn(folder);
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.sort((one, other) => one.usedAtMs - other.usedAtMs)) {
      if (bytes <= this.#maxBytes) return;
      await rm(file.path, { force: true });
      bytes -= file.bytes;
    }
  }
}

const nameOf = ({ pack, clip, psi, category, block }: ShelfPlace): string =>
  join(`${pack}-${clip}`, `${psi}-${category ?? 'any'}-${block}.bin`);

function written(embeddings: Float32Array): Buffer {
  const body = Buffer.alloc(4 * embeddings.length);
  for (const [i, value] of embeddings.entries()) body.writeFloatLE(value, 4 * i);
  return Buffer.concat([createHash('sha256').update(body).digest(), body]);
}

function read(bytes: Buffer, values: number): Float32Array | null {
  if (bytes.length !== HASH_BYTES + 4 * values) return null;
  const body = bytes.subarray(HASH_BYTES);
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(0, HASH_BYTES))) return null;
  return Float32Array.from({ length: values }, (_, i) => body.readFloatLE(4 * i));
}

async function filesIn(folder: string): Promise<{ path: string; bytes: number; usedAtMs: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      // Gone since it was listed: another worker prunes too.
      const info = await stat(path).catch(() => null);
      return info ? [{ path, bytes: info.size, usedAtMs: info.mtimeMs }] : [];
    });
  return (await Promise.all(found)).flat();
}
