import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packIdText, packManifestSchema } from '@toile/protocol';
import { loadClip } from './load-clip.js';
import { loadDirections } from './load-directions.js';
import type { Pack } from './pack.js';
import { PackError } from './pack-error.js';
import { readFloats, readPackFile, sha256Of } from './pack-file.js';
import { readJson } from './read-json.js';

/**
 * Reads a pack's folder and verifies it: the manifest's schema, size and SHA-256 of every file, and that the
 * pack's id is that of its files. Throws PackError.
 */
export async function loadPack(folder: string): Promise<Pack> {
  const root = resolve(folder);
  const manifest = readJson(root, 'pack.json', await readManifest(root), packManifestSchema);
  const { files, wDim } = manifest;
  const id = sha256Of(packIdText(manifest));
  if (id !== manifest.id)
    throw new PackError('pack-corrupt', root, `the id is ${manifest.id}, its content's is ${id}`);
  if (manifest.structureLayers[1] > manifest.numWs) {
    throw new PackError('pack-invalid', root, `pack.json: structureLayers ends past ${manifest.numWs}`);
  }
  const { split, numWs } = manifest;
  if (split && (split.curve.length !== numWs + 1 || split.influence.length !== numWs)) {
    throw new PackError('pack-invalid', root, `pack.json: split is not of ${numWs} layers`);
  }
  for (const file of [files.mapping, files.synthesis, files.preview, files.matte, files.encoder])
    if (file) await readPackFile(root, file);
  const wAvg = readFloats(root, files.wAvg.path, await readPackFile(root, files.wAvg), wDim);
  const clip = await loadClip(root, manifest);
  return { folder: root, manifest, wAvg, clip, ...(await loadDirections(root, manifest)) };
}

async function readManifest(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'pack.json'), 'utf8');
  } catch (cause) {
    throw new PackError('pack-missing', folder, 'pack.json cannot be read', { cause });
  }
}
