import type { Direction } from '@toile/latent';
import {
  type DirectionsFile,
  directionsFileSchema,
  type PackManifest,
  type Direction as Slider,
} from '@toile/protocol';
import { PackError } from './pack-error.js';
import { readFloats, readPackFile } from './pack-file.js';
import { readJson } from './read-json.js';

const UNIT_TOLERANCE = 1e-3;

/** The sliders of a pack and their vectors; both empty when the pack has none. Throws PackError. */
export async function loadDirections(
  folder: string,
  manifest: PackManifest,
): Promise<{ sliders: Slider[]; directions: Direction[] }> {
  const file = manifest.files.directions;
  if (!file) return { sliders: [], directions: [] };
  const text = (await readPackFile(folder, file)).toString('utf8');
  const listed = readJson(folder, file.path, text, directionsFileSchema);
  const { wDim, numWs } = manifest;
  const refuse = (detail: string) => new PackError('pack-invalid', folder, `${file.path}: ${detail}`);
  if (listed.wDim !== wDim) throw refuse(`wDim is ${listed.wDim}, the pack's is ${wDim}`);
  const vectors = await readVectors(folder, listed);

  const ids = new Set<string>();
  const directions = listed.directions.map((slider): Direction => {
    const { id, layers, row, standardDeviation } = slider;
    if (ids.has(id)) throw refuse(`${id} is there twice`);
    ids.add(id);
    if (layers[1] > numWs) throw refuse(`${id}: layers end past ${numWs}`);
    if ((row + 1) * wDim > vectors.length) throw refuse(`${id}: there is no row ${row}`);
    const unitVector = vectors.subarray(row * wDim, (row + 1) * wDim);
    const length = Math.hypot(...unitVector);
    if (Math.abs(length - 1) > UNIT_TOLERANCE) throw refuse(`${id}: the vector's length is ${length}, not 1`);
    return { id, unitVector, standardDeviation, layers };
  });
  return { sliders: listed.directions, directions };
}

async function readVectors(folder: string, { vectors, wDim }: DirectionsFile): Promise<Float32Array> {
  const bytes = await readPackFile(folder, vectors);
  const rows = Math.floor(bytes.length / (4 * wDim));
  return readFloats(folder, vectors.path, bytes, rows * wDim);
}
