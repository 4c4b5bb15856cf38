// How fast the emitted synthesis draws, against what the machine can multiply. After `npx turbo run build`:
//   node apps/infer/bench/synthesis.mjs [--sizes 64,128,256,512] [--channel-base 8192] [--batch 1,8] [--threads 2] [--rounds 15]
//
// Every timed drawing stands between two timed 1024 x 1024 matrix products of ONNX Runtime, so that a machine
// whose speed changes shows in both. Each is run twice and timed the second time, after a pause: the threads of
// one session go on spinning for a while when it is done, and would slow the other down. GFLOP counts two operations for each multiplication of the convolutions,
// with transposed ones at their nine taps; all other work counts as overhead.
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  emitSynthesis,
  GraphBuilder,
  previewResolutionPx,
  randomCheckpoint,
  randomState,
} from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '64,128,256,512' },
    'channel-base': { type: 'string', default: '8192' },
    batch: { type: 'string', default: '1,4' },
    threads: { type: 'string', default: String(availableParallelism()) },
    rounds: { type: 'string', default: '15' },
  },
});
const numbers = (text) => text.split(',').map(Number);
const [threads, rounds, channelBase] = [values.threads, values.rounds, values['channel-base']].map(Number);
const sessionOptions = {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
};
const SIDE = 1024;
const PAUSE_MS = 30;

async function openMatmul() {
  const graph = new GraphBuilder('matmul');
  const a = graph.input('a', 'float32', [SIDE, SIDE]);
  graph.node('MatMul', [a, graph.floats(new Float32Array(SIDE * SIDE).fill(0.001), [SIDE, SIDE])], {}, 'y');
  graph.output('y', 'float32', [SIDE, SIDE]);
  const session = await InferenceSession.create(graph.encode(), sessionOptions);
  const feeds = { a: new Tensor('float32', new Float32Array(SIDE * SIDE).fill(0.5), [SIDE, SIDE]) };
  return () => session.run(feeds);
}

async function openDrawing(checkpoint, stopAtPx, batch) {
  const session = await InferenceSession.create(emitSynthesis(checkpoint, { stopAtPx }), sessionOptions);
  const { numWs, wDim } = checkpoint;
  const ws = Float32Array.from(randomState(1).randn(batch * numWs * wDim));
  const feeds = { ws: new Tensor('float32', ws, [batch, numWs, wDim]) };
  const rgb = new Uint8Array(batch * stopAtPx * stopAtPx * 3);
  const draw = () => session.run(feeds, { rgb: new Tensor('uint8', rgb, [batch, stopAtPx, stopAtPx, 3]) });
  return { draw, release: () => session.release() };
}

function gigaflops(checkpoint, stopAtPx) {
  const layer = (l) => (l ? 9 * l.inChannels * l.outChannels * (l.resolutionPx / l.up) ** 2 : 0);
  const blocks = checkpoint.synthesis.blocks.filter(({ resolutionPx }) => resolutionPx <= stopAtPx);
  const block = (b) => layer(b.conv0) + layer(b.conv1) + 3 * b.toRgb.inChannels * b.resolutionPx ** 2;
  return 2e-9 * blocks.reduce((sum, b) => sum + block(b), 0);
}

async function timeMs(run) {
  await setTimeout(PAUSE_MS);
  await run();
  const start = performance.now();
  await run();
  return performance.now() - start;
}

const quantile = (list, share) => list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))];
const matmul = await openMatmul();
const matmulGigaflop = 2e-9 * SIDE ** 3;

async function measure(label, checkpoint, stopAtPx, batch) {
  const { draw, release } = await openDrawing(checkpoint, stopAtPx, batch);
  const gigaflop = batch * gigaflops(checkpoint, stopAtPx);
  const times = [];
  const rates = [];
  const shares = [];
  for (let i = 0; i < 3; i++) await draw();
  for (let i = 0; i < rounds; i++) {
    const before = await timeMs(matmul);
    const time = await timeMs(draw);
    const after = await timeMs(matmul);
    times.push(time);
    rates.push((2e3 * matmulGigaflop) / (before + after));
    shares.push((1e3 * gigaflop) / time / rates.at(-1));
  }
  await release();
  const best = quantile(times, 0);
  console.log(
    [
      label.padEnd(16),
      String(batch).padStart(5),
      (gigaflop / batch).toFixed(2).padStart(8),
      (best / batch).toFixed(1).padStart(9),
      (quantile(times, 0.5) / batch).toFixed(1).padStart(9),
      ((1e3 * gigaflop) / best).toFixed(0).padStart(9),
      quantile(rates, 0.5).toFixed(0).padStart(9),
      `${(100 * quantile(shares, 0.5)).toFixed(0)}%`.padStart(7),
    ].join(' '),
  );
}

for (let i = 0; i < 10; i++) await matmul();
console.log(`${threads} threads, channel base ${channelBase}; times in ms an image, rates in GFLOP/s`);
console.log('picture          batch    GFLOP best time  med time best rate    matmul   share');
for (const size of numbers(values.sizes)) {
  const checkpoint = randomCheckpoint({ resolutionPx: size, channelBase, zDim: 8, mappingLayers: 1 });
  for (const batch of numbers(values.batch)) {
    await measure(`${size} px`, checkpoint, size, batch);
    const preview = previewResolutionPx(size);
    if (preview !== null) await measure(`  preview ${preview}`, checkpoint, preview, batch);
  }
}
