import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Direction,
  type DirectionsFile,
  directionsFileSchema,
  type PackManifest,
  type PackSplit,
  packIdText,
  packManifestSchema,
} from '@toile/protocol';
import { describePackFile, sha256Of, writeFloats } from './pack-file.js';

/**
 * Writes `directions.json` and `directions.bin` into a pack's folder. `vectors` [rows, wDim]. Throws ZodError
 * when a direction is not one.
 */
export async function writeDirections(
  folder: string,
  {
    wDim,
    sampleCount,
    directions,
    vectors,
  }: {
    readonly wDim: number;
    readonly sampleCount: number;
    readonly directions: readonly Direction[];
    readonly vectors: Float32Array;
  },
): Promise<void> {
  await writeFile(join(folder, 'directions.bin'), writeFloats(vectors));
  const file: DirectionsFile = {
    formatVersion: 1,
    wDim,
    sampleCount,
    vectors: await describePackFile(folder, 'directions.bin'),
    directions: [...directions],
  };
  await writeJson(folder, 'directions.json', directionsFileSchema.parse(file));
}

/** Everything that a manifest says but its version, the files' hashes and the id. */
export type PackDescription = Omit<PackManifest, 'id' | 'files' | 'formatVersion'>;

/** The names of a pack's files in its folder. */
export type PackFileNames = { readonly [K in keyof PackManifest['files']]: string };

/**
 * Writes `pack.json` for the files that lie in `folder`, and returns it. Throws ZodError when the description
 * is not one, and rejects when a file is missing.
 */
export async function writeManifest(
  folder: string,
  description: PackDescription,
  names: PackFileNames,
  formatVersion: PackManifest['formatVersion'] = 2,
): Promise<PackManifest> {
  const described = await Promise.all(
    Object.entries(names).map(async ([role, name]) => [role, await describePackFile(folder, name)] as const),
  );
  const files = packManifestSchema.shape.files.parse(Object.fromEntries(described));
  const id = sha256Of(packIdText({ ...description, formatVersion, files }));
  const manifest = packManifestSchema.parse({ formatVersion, id, ...description, files });
  await writeJson(folder, 'pack.json', manifest);
  return manifest;
}

/** Writes `pack.json` anew for a pack whose `directions.json` has just been written, and returns it: a new id. */
export const manifestWithDirections = (folder: string, manifest: PackManifest): Promise<PackManifest> =>
  manifestWith(folder, { ...manifest, formatVersion: 2 }, { directions: 'directions.json' });

/** Writes `pack.json` anew with a split that was measured, and returns it: a new id where it is another one. */
export const manifestWithSplit = (
  folder: string,
  manifest: PackManifest,
  { layers, split }: { readonly layers: number; readonly split: PackSplit },
): Promise<PackManifest> =>
  manifestWith(folder, { ...manifest, formatVersion: 2, structureLayers: [0, layers], split }, {});

/** Writes `pack.json` anew for a pack whose `clip.json` has just been written, and returns it: the same id. */
export const manifestWithClip = (folder: string, manifest: PackManifest): Promise<PackManifest> =>
  manifestWith(folder, manifest, { clip: 'clip.json' });

/** Writes `pack.json` anew for a pack whose `matte.onnx` and `encoder.onnx` have just been written: the same id. */
export const manifestWithPhotoNetworks = (folder: string, manifest: PackManifest): Promise<PackManifest> =>
  manifestWith(folder, manifest, { matte: 'matte.onnx', encoder: 'encoder.onnx' });

function manifestWith(
  folder: string,
  manifest: PackManifest,
  added: Partial<PackFileNames>,
): Promise<PackManifest> {
  const { id: _id, formatVersion, files, ...description } = manifest;
  const present = Object.entries(files).flatMap(([role, file]) => (file ? [[role, file.path]] : []));
  const names = { ...(Object.fromEntries(present) as PackFileNames), ...added };
  return writeManifest(folder, description, names, formatVersion);
}

const writeJson = (folder: string, name: string, value: unknown): Promise<void> =>
  writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
