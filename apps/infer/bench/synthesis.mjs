// How fast the emitted synthesis draws, against what the machine can multiply: `npm run bench:synthesis --
// [--sizes 64,128,256,512] [--channel-base 8192] [--batch 1,4] [--threads 2] [--clock wall|cpu] [--rounds 15]`.
//
// The method is that of timing.mjs. GFLOP counts two operations for each multiplication of the convolutions as
// StyleGAN2 defines them (transposed ones at their nine taps); everything else counts as overhead, and
// multiplications that a graph saves count as done, so that the share of the matrix product's rate may pass 100%.
import { parseArgs } from 'node:util';
import { emitSynthesis, multiplications, randomCheckpoint, randomState } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { reportProviders } from './providers.mjs';
import { clockOf, MATMUL_GIGAFLOP, measure, openMatmul, quantile, sessionOptions } from './timing.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '64,128,256,512' },
    'channel-base': { type: 'string', default: '8192' },
    batch: { type: 'string', default: '1,4' },
    threads: { type: 'string' },
    clock: { type: 'string', default: 'wall' },
    rounds: { type: 'string', default: '15' },
  },
});
const numbers = (text) => text.split(',').map(Number);
const [rounds, channelBase] = [values.rounds, values['channel-base']].map(Number);
const clock = clockOf(values.clock, values.threads && Number(values.threads));
const matmul = await openMatmul(clock.threads);

async function openDrawing(checkpoint, batch) {
  const { resolutionPx: side } = checkpoint;
  const session = await InferenceSession.create(emitSynthesis(checkpoint), sessionOptions(clock.threads));
  const { numWs, wDim } = checkpoint;
  const ws = Float32Array.from(randomState(1).randn(batch * numWs * wDim));
  const feeds = { ws: new Tensor('float32', ws, [batch, numWs, wDim]) };
  const rgb = new Uint8Array(batch * side * side * 3);
  const draw = () => session.run(feeds, { rgb: new Tensor('uint8', rgb, [batch, side, side, 3]) });
  return { draw, release: () => session.release() };
}

async function report(checkpoint, batch) {
  const { draw, release } = await openDrawing(checkpoint, batch);
  const [{ times, ratios, matmulRates }] = await measure([draw], { clock, matmul, rounds });
  await release();
  const gigaflop = 2e-9 * multiplications(checkpoint);
  const [best, middle] = [quantile(times, 0), quantile(times, 0.5)].map((ms) => ms / batch);
  const matmulRate = quantile(matmulRates, 1);
  const bestRate = (1e3 * gigaflop) / best;
  const medianShare = (gigaflop * batch) / MATMUL_GIGAFLOP / quantile(ratios, 0.5);
  const cells = [
    `${checkpoint.resolutionPx} px`.padEnd(14),
    String(batch).padStart(5),
    gigaflop.toFixed(2).padStart(6),
    best.toFixed(1).padStart(8),
    middle.toFixed(1).padStart(8),
    bestRate.toFixed(0).padStart(8),
    matmulRate.toFixed(0).padStart(8),
    `${((100 * bestRate) / matmulRate).toFixed(0)}%`.padStart(6),
    `${(100 * medianShare).toFixed(0)}%`.padStart(7),
  ];
  console.log(cells.join(' '));
}

const unit = clock.name === 'cpu' ? 'ms of processor time' : 'ms';
console.log(`${clock.threads} thread(s), channel base ${channelBase}, ${rounds} rounds; ${unit} and GFLOP/s`);
console.log('                             ms/image          GFLOP/s         share of the matmul');
console.log('picture        batch  GFLOP     best   median     best   matmul   best  median');
for (const size of numbers(values.sizes)) {
  const checkpoint = randomCheckpoint({ resolutionPx: size, channelBase, zDim: 8, mappingLayers: 1 });
  for (const batch of numbers(values.batch)) await report(checkpoint, batch);
}
const usual = randomCheckpoint({ resolutionPx: 256, channelBase, zDim: 8, mappingLayers: 1 });
await reportProviders(usual, rounds);
