// Pictures a second on the providers of ONNX Runtime that run on a GPU, by batch: part of synthesis.mjs. Nothing is
// printed for a provider that does not load, nor for Vulkan in software, whose speed says nothing.
import { emitSynthesis, randomState } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { quantile } from './timing.mjs';

const PROVIDERS = ['cuda', 'webgpu'];
const BATCHES = [1, 4, 16];
const inSoftware = /swiftshader|lvp|llvmpipe/i.test(process.env.VK_DRIVER_FILES ?? '');

export async function reportProviders(checkpoint, rounds) {
  for (const provider of PROVIDERS) {
    if (provider === 'webgpu' && inSoftware) {
      console.log(`${provider}: in software here, not measured`);
      continue;
    }
    let session;
    try {
      const options = { executionProviders: [provider], logSeverityLevel: 4 };
      session = await InferenceSession.create(emitSynthesis(checkpoint, { target: 'gpu' }), options);
    } catch (error) {
      console.log(`${provider}: not here (${String(error.message).trim().split('\n')[0]})`);
      continue;
    }
    for (const batch of BATCHES) {
      const rate = await picturesPerSecond(session, checkpoint, batch, rounds);
      console.log(
        `${provider}: ${checkpoint.resolutionPx} px, float32, batch ${batch}: ${rate.toFixed(0)} pictures/s`,
      );
    }
    await session.release();
  }
}

async function picturesPerSecond(session, { numWs, wDim, resolutionPx: side }, batch, rounds) {
  const ws = Float32Array.from(randomState(1).randn(batch * numWs * wDim));
  const feeds = { ws: new Tensor('float32', ws, [batch, numWs, wDim]) };
  const rgb = new Tensor('uint8', new Uint8Array(batch * side * side * 3), [batch, side, side, 3]);
  const times = [];
  for (let round = -2; round < rounds; round++) {
    const start = performance.now();
    await session.run(feeds, { rgb });
    if (round >= 0) times.push(performance.now() - start);
  }
  return (1e3 * batch) / quantile(times, 0.5);
}
