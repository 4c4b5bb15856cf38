import { type Checkpoint, emitMapping, emitSynthesis, type SynthesisOptions } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
};

/** One drawing of a synthesis model: `image` [n, 3, R, R] and `rgb` [n, R, R, 3]. */
export interface Drawn {
  readonly image: Float32Array;
  readonly rgb: Uint8Array;
}

/** Opens the emitted synthesis of a checkpoint; the result draws ws [n, numWs, wDim]. */
export async function openSynthesis(
  checkpoint: Checkpoint,
  options: SynthesisOptions = {},
): Promise<(ws: Float32Array) => Promise<Drawn>> {
  const session = await InferenceSession.create(emitSynthesis(checkpoint, options), SESSION_OPTIONS);
  const { numWs, wDim } = checkpoint;
  return async (ws) => {
    const feeds = { ws: new Tensor('float32', ws, [ws.length / (numWs * wDim), numWs, wDim]) };
    const { image, rgb } = await session.run(feeds);
    if (!(image?.data instanceof Float32Array && rgb?.data instanceof Uint8Array)) {
      throw new TypeError('synthesis: expected a float32 image and a uint8 rgb');
    }
    return { image: image.data, rgb: rgb.data };
  };
}

/** Opens the emitted mapping of a checkpoint; the result maps z [n, zDim] and category indices [n] to w [n, wDim]. */
export async function openMapping(
  checkpoint: Checkpoint,
): Promise<(z: Float32Array, categories: readonly number[]) => Promise<Float32Array>> {
  const session = await InferenceSession.create(emitMapping(checkpoint), SESSION_OPTIONS);
  const { zDim, cDim } = checkpoint;
  return async (z, categories) => {
    const n = categories.length;
    const feeds: Record<string, Tensor> = { z: new Tensor('float32', z, [n, zDim]) };
    if (cDim > 0) {
      const oneHot = new Float32Array(n * cDim);
      for (const [i, category] of categories.entries()) oneHot[i * cDim + category] = 1;
      feeds.c = new Tensor('float32', oneHot, [n, cDim]);
    }
    const { w } = await session.run(feeds);
    if (!(w?.data instanceof Float32Array)) throw new TypeError('mapping: expected a float32 w');
    return w.data;
  };
}

/** Largest difference of two arrays of one length. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`expected ${b.length} values, got ${a.length}`);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

export function largestMagnitude(values: Float32Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
