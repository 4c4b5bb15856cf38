// Run by webgpu.test.ts in a process of its own: `draw-on.mjs <provider> <folder of a pack>` opens the pack on the
// provider and prints, as JSON, what it was opened on and how far its images are from the CPU's.
import { randomState } from '@toile/latent';
import { Tensor } from 'onnxruntime-node';
import { openSessions } from '../../../dist/inference/sessions.js';
import { loadPack } from '../../../dist/pack/load-pack.js';

const [provider, folder] = process.argv.slice(2);
const { manifest, wAvg } = await loadPack(folder);
const { numWs, wDim } = manifest;
const noise = randomState(5).randn(2 * numWs * wDim);
const ws = Float32Array.from(noise, (value, i) => wAvg[i % wDim] + 0.3 * value);

const images = [];
const opened = [];
for (const providers of [[provider], ['cpu']]) {
  const sessions = await openSessions(folder, manifest, { providers, threads: 1 });
  opened.push(sessions);
  const made = await sessions.synthesis.run({ ws: new Tensor('float32', ws, [2, numWs, wDim]) }, ['image']);
  images.push(made.image.data);
}
const [drawn, expected] = images;
const difference = drawn.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
const magnitude = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
process.stdout.write(
  JSON.stringify({ provider: opened[0].provider, refused: opened[0].refused, difference, magnitude }),
);
process.exit(0);
