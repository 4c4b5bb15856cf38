// Makes the pack that Toile comes with out of the trained generator:
//   node apps/infer/dist/pack/build-house-pack.js <generator.safetensors> [<folder of the pack>]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitMapping, emitSynthesis, readCheckpoint } from '@toile/latent';
import { ganspaceDirections } from './ganspace-directions.js';
import { loadPack } from './load-pack.js';
import { describePackFile, writeFloats } from './pack-file.js';
import { type PackDescription, writeDirections, writeManifest } from './write-pack.js';

const [from, into = fileURLToPath(new URL('../../packs/garments-64', import.meta.url))] =
  process.argv.slice(2);
if (!from) {
  process.stderr.write('usage: build-house-pack <generator.safetensors> [<folder of the pack>]\n');
  process.exit(2);
}
const sampling = { samples: 100_000, count: 16, seed: 0 };
const folder = resolve(into);
await mkdir(folder, { recursive: true });
const checkpoint = readCheckpoint(await readFile(from));
await writeFile(join(folder, 'mapping.onnx'), emitMapping(checkpoint));
await writeFile(join(folder, 'synthesis.onnx'), emitSynthesis(checkpoint));
await writeFile(join(folder, 'wavg.bin'), writeFloats(checkpoint.wAvg));

const { resolutionPx, zDim, wDim, numWs } = checkpoint;
const description: PackDescription = {
  name: 'garments-64',
  title: 'House garments 64',
  licence: 'Trained for Toile on photographs under CC0 1.0',
  description:
    'Nine kinds of garments, front view on white, 64 px. A first model, rough on purpose: to be replaced by a better one behind the same interface.',
  provenance:
    'A class-conditional StyleGAN2 generator trained for Toile from nothing on 3,480 garments cut out of photographs under CC0 1.0; 135,000 pictures seen, moving average of the weights.',
  credits: ['Photographs: the "Clothing dataset" by Alexey Grigorev and contributors, CC0 1.0'],
  resolutionPx,
  zDim,
  wDim,
  numWs,
  categories: [...checkpoint.categories],
  structureLayers: [0, 4],
  defaultTruncationPsi: 0.7,
  quality: {},
};
const files = {
  mapping: await describePackFile(folder, 'mapping.onnx'),
  synthesis: await describePackFile(folder, 'synthesis.onnx'),
  wAvg: await describePackFile(folder, 'wavg.bin'),
};
const found = await ganspaceDirections({ folder, manifest: { ...description, files } }, sampling);
await writeDirections(folder, { wDim, sampleCount: sampling.samples, ...found });
const names = {
  mapping: 'mapping.onnx',
  synthesis: 'synthesis.onnx',
  wAvg: 'wavg.bin',
  directions: 'directions.json',
};
await writeManifest(folder, description, names);
const { manifest, sliders } = await loadPack(folder);
process.stdout.write(`${manifest.name} ${manifest.id}: ${sliders.length} components\n`);
