// Makes the pack that Toile comes with out of a trained generator, with its sliders, its split and their reports:
//   node apps/infer/dist/pack/build-house-pack.js <generator.safetensors> [<folder of the pack>]
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { previewResolutionPx } from '@toile/latent';
import { defaultFindOptions, giveDirections } from '../directions/give-directions.js';
import { importCheckpoint } from '../pack-tool/import-checkpoint.js';
import { progressBar } from '../pack-tool/progress-bar.js';
import { readCheckpointFile } from '../pack-tool/read-checkpoint-file.js';
import { defaultSplitOptions, giveSplit } from '../split/give-split.js';

const [from, into = fileURLToPath(new URL('../../packs/garments-64', import.meta.url))] =
  process.argv.slice(2);
if (!from) {
  process.stderr.write('usage: build-house-pack <generator.safetensors> [<folder of the pack>]\n');
  process.exit(2);
}
const folder = resolve(into);
const { checkpoint } = await readCheckpointFile(from);
const progress = progressBar(process.stderr);
await importCheckpoint(checkpoint, folder, {
  about: {
    name: 'garments-64',
    title: 'House garments 64',
    licence: 'Trained for Toile on photographs under CC0 1.0',
    description:
      'Nine kinds of garments, front view on white, 64 px. A first model, rough on purpose: to be replaced by a better one behind the same interface.',
    provenance:
      'A class-conditional StyleGAN2 generator trained for Toile from nothing on 3,480 garments cut out of photographs under CC0 1.0; 135,000 pictures seen, moving average of the weights.',
    credits: ['Photographs: the "Clothing dataset" by Alexey Grigorev and contributors, CC0 1.0'],
    categories: [...checkpoint.categories],
    // Until it is measured, below.
    structureLayers: [0, 4],
    defaultTruncationPsi: 0.7,
    quality: {},
  },
  weights: 'float32',
  target: 'cpu',
  previewPx: previewResolutionPx(checkpoint),
  overwrite: true,
  onProgress: (done, total) => progress('preview', done, total),
});
const onStage = (stage: string) => (done: number, total: number) => progress(stage, done, total);
const { found } = await giveDirections(folder, checkpoint, defaultFindOptions, onStage);
const given = await giveSplit(folder, defaultSplitOptions, onStage);
if (given === null) throw new Error('The pictures of the house pack are not of garments on white.');
const { manifest, chosen } = given;
process.stdout.write(
  `${manifest.name} ${manifest.id}: ${found.named.length} sliders, ${found.components.length} components, structure in ${chosen.layers} of ${manifest.numWs} layers\n`,
);
