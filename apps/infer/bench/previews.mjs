// What previews cost and how like the picture they are: `npm run bench:previews -- [--threads 2] [--clock wall|cpu]
// [--rounds 15] [--only garments]`. The garments are the generator of the house pack's fixture; the other has
// StyleGAN2's shape at 256 px, channel base 8192, and weights that nobody trained: what its later layers add cannot
// be foreseen, so its early stops are the worst case. Likeness is that to the picture averaged to the preview's
// size, at psi 0.7, on seeds that the preview was not fitted to.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { emitSynthesis, randomCheckpoint, randomState, readCheckpoint } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { makePreview } from '../dist/preview/fit-preview.js';
import { clockOf, measure, openMatmul, quantile, sessionOptions } from './timing.mjs';

const { values } = parseArgs({
  options: {
    threads: { type: 'string' },
    clock: { type: 'string', default: 'wall' },
    rounds: { type: 'string', default: '15' },
    only: { type: 'string' },
  },
});
const clock = clockOf(values.clock, values.threads && Number(values.threads));
const matmul = await openMatmul(clock.threads);
const garments = new URL('../fixtures/garments-64/generator.safetensors', import.meta.url);
const models = {
  garments: { stops: [64, 32], read: () => readCheckpoint(readFileSync(garments)) },
  untrained: {
    stops: [64, 128, 256],
    read: () => randomCheckpoint({ resolutionPx: 256, channelBase: 8192, mappingLayers: 2 }),
  },
};

async function open(model, { numWs, wDim }, sidePx) {
  const session = await InferenceSession.create(model, sessionOptions(clock.threads));
  const feeds = {
    ws: new Tensor('float32', Float32Array.from(randomState(1).randn(numWs * wDim)), [1, numWs, wDim]),
  };
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  return () => session.run(feeds, { rgb: new Tensor('uint8', rgb, [1, sidePx, sidePx, 3]) });
}

const row = (...cells) =>
  console.log(cells.map((cell, i) => String(cell).padStart(i === 0 ? 20 : 8)).join(' '));
const ms = (times) => [quantile(times, 0), quantile(times, 0.5)].map((value) => value.toFixed(1));

console.log(`${clock.threads} thread(s), ${clock.name} clock, ${values.rounds} rounds; ms/image`);
row('', 'best', 'median', 'MB', 'PSNR dB', 'SSIM');
for (const [name, { stops, read }] of Object.entries(models)) {
  if (values.only !== undefined && values.only !== name) continue;
  const checkpoint = read();
  const { resolutionPx } = checkpoint;
  const previews = [];
  for (const stop of stops) previews.push({ stop, ...(await makePreview(checkpoint, stop, 0.7)) });
  const runs = await Promise.all([
    open(emitSynthesis(checkpoint), checkpoint, resolutionPx),
    ...previews.map(({ model, stop }) => open(model, checkpoint, stop)),
  ]);
  const [whole, ...found] = await measure(runs, { clock, matmul, rounds: Number(values.rounds) });
  row(`${name} ${resolutionPx} px`, ...ms(whole.times), '', '', '');
  for (const [i, { stop, model, likeness }] of previews.entries()) {
    const like = [likeness.psnrDb.toFixed(1), likeness.ssim.toFixed(3)];
    row(`preview ${stop} px`, ...ms(found[i].times), (model.length / 1e6).toFixed(1), ...like);
  }
}
