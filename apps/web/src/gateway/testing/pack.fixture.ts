import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PackManifest, packIdText } from '@toile/protocol';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A folder with one pack, as far as the server reads it: manifest and sliders, no networks. Answers the folder. */
export async function packFolder(
  name = 'test-64',
  { readsPhotos = false }: { readsPhotos?: boolean } = {},
): Promise<{ folder: string; manifest: PackManifest }> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-packs-'));
  await mkdir(join(folder, name));
  const file = (path: string) => ({ path, sha256: sha256(`${name}/${path}`), bytes: 1 });
  const files = {
    mapping: file('mapping.onnx'),
    synthesis: file('synthesis.onnx'),
    wAvg: file('wavg.bin'),
    directions: file('directions.json'),
    ...(readsPhotos && { matte: file('matte.onnx'), encoder: file('encoder.onnx') }),
  };
  const decisive: Pick<PackManifest, 'formatVersion' | 'files' | 'structureLayers'> = {
    formatVersion: 2,
    files,
    structureLayers: [0, 4],
  };
  const manifest: PackManifest = {
    ...decisive,
    id: sha256(packIdText(decisive)),
    name,
    title: 'Test garments',
    licence: 'CC0-1.0',
    description: '',
    provenance: '',
    credits: [],
    resolutionPx: 64,
    zDim: 8,
    wDim: 8,
    numWs: 10,
    categories: ['shirt', 'dress', 'shoe'],
    defaultTruncationPsi: 0.7,
    quality: {},
  };
  const direction = (id: string, row: number) => ({
    id,
    label: id,
    group: 'shape',
    lowLabel: 'short',
    highLabel: 'long',
    rangeSigmas: [-3, 3],
    layers: [0, 4],
    standardDeviation: 1,
    finder: 'ganspace',
    row,
  });
  await writeFile(join(folder, name, 'pack.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, name, 'directions.json'),
    JSON.stringify({
      formatVersion: 1,
      wDim: 8,
      sampleCount: 1000,
      vectors: file('directions.bin'),
      directions: [direction('sleeves', 0), direction('length', 1)],
    }),
  );
  return { folder, manifest };
}
