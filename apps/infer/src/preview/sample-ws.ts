import { broadcastW, type Checkpoint, emitMapping, zFromSeed } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * The ws [numWs, wDim] of seeds, truncated by psi towards wAvg, each seed with the category that is its remainder.
 */
export async function sampleWs(
  checkpoint: Checkpoint,
  seeds: readonly number[],
  truncationPsi: number,
): Promise<Float32Array[]> {
  const { zDim, wDim, cDim, numWs, wAvg } = checkpoint;
  const mapping = await InferenceSession.create(emitMapping(checkpoint), { logSeverityLevel: 4 });
  const z = new Float32Array(seeds.length * zDim);
  for (const [i, seed] of seeds.entries()) z.set(zFromSeed(seed, zDim), i * zDim);
  const feeds: Record<string, Tensor> = { z: new Tensor('float32', z, [seeds.length, zDim]) };
  if (cDim > 0) {
    const oneHot = new Float32Array(seeds.length * cDim);
    for (const [i, seed] of seeds.entries()) oneHot[i * cDim + (seed % cDim)] = 1;
    feeds.c = new Tensor('float32', oneHot, [seeds.length, cDim]);
  }
  const { w } = await mapping.run(feeds);
  await mapping.release();
  if (!(w?.data instanceof Float32Array)) throw new TypeError('mapping: expected w to be float32');
  const all = w.data;
  return seeds.map((_, i) => {
    const one = all.subarray(i * wDim, (i + 1) * wDim);
    const truncated = one.map((value, j) => wAvg[j]! + truncationPsi * (value - wAvg[j]!));
    return broadcastW(truncated, numWs);
  });
}
