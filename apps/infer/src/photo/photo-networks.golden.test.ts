import { readFile } from 'node:fs/promises';
import { emitEncoder, emitMatte, readPhotoNetwork } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference } from '../pack-tool/testing/drawn.js';
import { readNpz } from '../pack-tool/testing/read-npz.js';

/** Largest error of an alpha and of an entry of wPlus, against what PyTorch answers. */
const TOLERANCE = 1e-4;
const fixture = (name: string): URL => new URL(`../../fixtures/photo-networks/${name}`, import.meta.url);

let reference: Map<string, Float32Array>;
beforeAll(async () => {
  reference = await readNpz(fixture('reference.npz'));
});

const networkIn = async (name: string) => readPhotoNetwork(await readFile(fixture(name)));

async function run(model: Uint8Array, input: string, side: number, values: Float32Array) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 4 });
  const made = await session.run({ [input]: new Tensor('float32', values, [2, 3, side, side]) });
  await session.release();
  return made;
}

describe('emitMatte', () => {
  it('makes a network that answers as PyTorch does', async () => {
    const model = emitMatte(await networkIn('matte.safetensors'));
    const { alpha } = await run(model, 'photo', 16, reference.get('photos')!);
    expect(alpha!.dims).toEqual([2, 1, 16, 16]);
    expect(largestDifference(alpha!.data as Float32Array, reference.get('alphas')!)).toBeLessThan(TOLERANCE);
  });

  it('refuses what is no matting network', async () => {
    expect(() => readPhotoNetwork(new Uint8Array(64))).toThrow(/not a safetensors file/);
    const generator = new URL('../../fixtures/garments-64/generator.safetensors', import.meta.url);
    const bytes = await readFile(generator);
    expect(() => readPhotoNetwork(bytes)).toThrow(/no network for photos.*"stylegan2-ada"/);
    const encoder = await networkIn('encoder.safetensors');
    expect(() => emitMatte(encoder)).toThrow(/size/);
  });
});

describe('emitEncoder', () => {
  it('makes a network that answers as PyTorch does, and says what to try', async () => {
    const network = await networkIn('encoder.safetensors');
    expect(network.categories).toEqual(['square', 'bar', 'ring']);
    expect(network.measures).toEqual({ encoderPsnrDb: 12.5 });
    const made = await run(emitEncoder(network), 'picture', 16, reference.get('pictures')!);
    const shapes = { wPlus: [2, 6, 8], category: [2, 3], refinements: [2, 6, 8] };
    for (const [name, dims] of Object.entries(shapes)) {
      expect(made[name]!.dims, name).toEqual(dims);
      const difference = largestDifference(made[name]!.data as Float32Array, reference.get(name)!);
      expect(difference, name).toBeLessThan(TOLERANCE);
    }
  });

  it('stays close when its weights are stored in half precision', async () => {
    const network = await networkIn('encoder.safetensors');
    const model = emitEncoder(network, { weights: 'float16' });
    const { wPlus } = await run(model, 'picture', 16, reference.get('pictures')!);
    expect(largestDifference(wPlus!.data as Float32Array, reference.get('wPlus')!)).toBeLessThan(0.02);
  });
});
