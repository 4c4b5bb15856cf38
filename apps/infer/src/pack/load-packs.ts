import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPack } from './load-pack.js';
import type { Pack } from './pack.js';
import { PackError } from './pack-error.js';

/** The packs of a folder in the order of their folders' names, and what is wrong with the others. */
export interface LoadedPacks {
  readonly packs: readonly Pack[];
  readonly problems: readonly PackError[];
}

/**
 * Loads every pack below `folder` (one sub-folder each, names that start with a dot left out). One broken pack
 * does not hide the others; of two folders with the same pack the first counts.
 *
 * Throws PackError `pack-missing` when `folder` itself cannot be read.
 */
export async function loadPacks(folder: string): Promise<LoadedPacks> {
  const packs = new Map<string, Pack>();
  const problems: PackError[] = [];
  for (const name of await subfolders(folder)) {
    try {
      const pack = await loadPack(join(folder, name));
      if (!packs.has(pack.manifest.id)) packs.set(pack.manifest.id, pack);
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      problems.push(error);
    }
  }
  return { packs: [...packs.values()], problems };
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
      .map((entry) => entry.name)
      .sort();
  } catch (cause) {
    throw new PackError('pack-missing', folder, 'the folder of packs cannot be read', { cause });
  }
}
