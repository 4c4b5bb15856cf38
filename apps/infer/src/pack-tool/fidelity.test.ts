import { readFile } from 'node:fs/promises';
import {
  broadcastW,
  type Checkpoint,
  randomCheckpoint,
  randomState,
  readCheckpoint,
  zFromSeed,
} from '@toile/latent';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, largestMagnitude, openMapping, openSynthesis } from './testing/drawn.js';
import { readNpz } from './testing/read-npz.js';

/** Of an image's nominal range of 2: one part in ten thousand. */
const TOLERANCE = 2e-4;
const W_TOLERANCE = 2e-5;

const ADA = new URL('../../../../packages/latent/fixtures/stylegan2-ada/', import.meta.url);
const UPRIGHT = new URL('../../fixtures/upright-32/', import.meta.url);
const GARMENTS = new URL('../../fixtures/garments-64/', import.meta.url);

describe('the reference StyleGAN2-ADA checkpoint', () => {
  let checkpoint: Checkpoint;
  let reference: Map<string, Float32Array>;
  let draw: Awaited<ReturnType<typeof openSynthesis>>;
  beforeAll(async () => {
    checkpoint = readCheckpoint(await readFile(new URL('uncond-32.pkl', ADA)));
    reference = await readNpz(new URL('uncond-32.npz', ADA));
    draw = await openSynthesis(checkpoint);
  });

  it.each([0, 1, 42])('maps seed %i to the reference w, with and without truncation', async (seed) => {
    const z = zFromSeed(seed, checkpoint.zDim);
    expect(largestDifference(z, reference.get(`z_seed${seed}`)!)).toBeLessThan(1e-6);
    const w = await (await openMapping(checkpoint))(z, [0]);
    for (const psi of [1, 0.7]) {
      const { wAvg } = checkpoint;
      const truncated = w.map((value, i) => wAvg[i]! + psi * (value - wAvg[i]!));
      const expected = reference.get(`w_seed${seed}_psi${psi.toFixed(1)}`)!;
      expect(largestDifference(truncated, expected.subarray(0, checkpoint.wDim))).toBeLessThan(W_TOLERANCE);
    }
  });

  it.each([
    [0, '1.0'],
    [0, '0.7'],
    [1, '1.0'],
    [1, '0.7'],
    [42, '1.0'],
    [42, '0.7'],
  ])('draws seed %i at psi %s as the reference code does', async (seed, psi) => {
    const { image } = await draw(reference.get(`w_seed${seed}_psi${psi}`)!);
    expect(largestDifference(image, reference.get(`img_seed${seed}_psi${psi}`)!)).toBeLessThan(TOLERANCE);
  });

  it.each([0, 1, 42])('draws seed %i without noise as the reference code does', async (seed) => {
    const quiet = await openSynthesis(checkpoint, { noise: 'none' });
    const { image } = await quiet(reference.get(`w_seed${seed}_psi1.0`)!);
    expect(largestDifference(image, reference.get(`imgnonoise_seed${seed}`)!)).toBeLessThan(TOLERANCE);
  });

  it('draws two mixed styles as the reference code does', async () => {
    const [a, b] = [reference.get('w_seed0_psi1.0')!, reference.get('w_seed1_psi1.0')!];
    const mixed = a.map((value, i) => (i < a.length / 2 ? value : b[i]!));
    expect(largestDifference((await draw(mixed)).image, reference.get('img_mix_half')!)).toBeLessThan(
      TOLERANCE,
    );
  });

  it('gives bytes that are the rounded picture, channels last', async () => {
    const { image, rgb } = await draw(reference.get('w_seed42_psi0.7')!);
    const expected = rgb.map((_, i) => {
      const value = image[(i % 3) * 32 * 32 + Math.floor(i / 3)]!;
      return Math.floor(Math.min(255, Math.max(0, Math.fround(Math.fround(value * 127.5) + 128))));
    });
    expect(rgb).toEqual(expected);
  });
});

describe('the conditional garments checkpoint', () => {
  it('maps and draws every reference seed', async () => {
    const checkpoint = readCheckpoint(await readFile(new URL('generator.safetensors', GARMENTS)));
    const reference = await readNpz(new URL('reference.npz', GARMENTS));
    const [map, draw] = [await openMapping(checkpoint), await openSynthesis(checkpoint)];
    for (const seed of [0, 1, 2, 42]) {
      const w = await map(zFromSeed(seed, checkpoint.zDim), [seed % checkpoint.cDim]);
      for (const psi of [1, 0.7]) {
        const { wAvg } = checkpoint;
        const truncated = w.map((value, i) => wAvg[i]! + psi * (value - wAvg[i]!));
        const name = `seed${seed}_psi${psi.toFixed(1)}`;
        expect(largestDifference(truncated, reference.get(`w_${name}`)!), name).toBeLessThan(W_TOLERANCE);
        const { image } = await draw(broadcastW(reference.get(`w_${name}`)!, checkpoint.numWs));
        expect(largestDifference(image, reference.get(`img_${name}`)!), name).toBeLessThan(TOLERANCE);
      }
    }
  });
});

describe('a generator of upright pictures', () => {
  it('draws every reference seed in the middle of a square, its ground continued to both sides', async () => {
    const checkpoint = readCheckpoint(await readFile(new URL('generator.safetensors', UPRIGHT)));
    const reference = await readNpz(new URL('reference.npz', UPRIGHT));
    const [map, ...drawings] = await Promise.all([
      openMapping(checkpoint),
      // The fast convolution and the plain one.
      openSynthesis(checkpoint, { target: 'cpu' }),
      openSynthesis(checkpoint, { target: 'gpu' }),
    ]);
    for (const seed of [0, 1, 2, 42]) {
      const w = await map(zFromSeed(seed, checkpoint.zDim), [seed % checkpoint.cDim]);
      expect(largestDifference(w, reference.get(`w_seed${seed}_psi1.0`)!)).toBeLessThan(W_TOLERANCE);
      for (const psi of ['1.0', '0.7']) {
        const ws = broadcastW(reference.get(`w_seed${seed}_psi${psi}`)!, checkpoint.numWs);
        const narrow = reference.get(`img_seed${seed}_psi${psi}`)!;
        const square = Float32Array.from({ length: 3 * 32 * 32 }, (_, i) => {
          const column = Math.min(15, Math.max(0, (i % 32) - 8));
          return narrow[Math.floor(i / 32) * 16 + column]!;
        });
        for (const draw of drawings) {
          const { image, rgb } = await draw(ws);
          expect(largestDifference(image, square)).toBeLessThan(TOLERANCE * largestMagnitude(square));
          expect(rgb.length).toBe(3 * 32 * 32);
        }
      }
    }
  });
});

describe('a generator with layers wide enough for fast convolution', () => {
  const checkpoint = randomCheckpoint({
    resolutionPx: 32,
    wDim: 32,
    zDim: 8,
    mappingLayers: 1,
    channelBase: 2048,
    channelMax: 96,
  });
  const ws = Float32Array.from(randomState(3).randn(2 * checkpoint.numWs * checkpoint.wDim));

  it.each(['float32', 'float16'] as const)(
    'draws the same as with plain ones, %s weights',
    async (weights) => {
      const [fast, plain] = await Promise.all([
        openSynthesis(checkpoint, { weights, target: 'cpu' }),
        openSynthesis(checkpoint, { weights, target: 'gpu' }),
      ]);
      const [a, b] = [(await fast(ws)).image, (await plain(ws)).image];
      expect(a).not.toEqual(b);
      expect(largestDifference(a, b)).toBeLessThan(1e-5 * largestMagnitude(b));
    },
  );
});

describe('a 256 px generator', () => {
  const checkpoint = randomCheckpoint({
    resolutionPx: 256,
    wDim: 32,
    zDim: 8,
    mappingLayers: 1,
    channelBase: 4096,
    channelMax: 48,
    convClamp: 256,
  });
  const oneWs = checkpoint.numWs * checkpoint.wDim;
  const ws = Float32Array.from(randomState(7).randn(8 * oneWs));

  it('draws eight pictures at once as it draws each alone', async () => {
    const draw = await openSynthesis(checkpoint);
    const together = await draw(ws);
    const size = together.image.length / 8;
    for (let i = 0; i < 8; i++) {
      const alone = await draw(ws.slice(i * oneWs, (i + 1) * oneWs));
      const part = together.image.slice(i * size, (i + 1) * size);
      expect(largestDifference(alone.image, part)).toBeLessThan(1e-4);
    }
  });

  it('has a preview that is the RGB of its first layers, whatever the later ws are', async () => {
    const preview = await openSynthesis(checkpoint, { stopAtPx: 64 });
    const first = ws.slice(0, oneWs);
    const { image, rgb } = await preview(first);
    expect([image.length, rgb.length]).toEqual([3 * 64 * 64, 3 * 64 * 64]);
    const changed = first.slice().fill(9, 12 * checkpoint.wDim);
    expect((await preview(changed)).image).toEqual(image);
    expect((await preview(first.slice().fill(9, 9 * checkpoint.wDim))).image).not.toEqual(image);
  });

  it('draws the same with its filter framed by zeros, which takes the general path', async () => {
    const { values } = checkpoint.synthesis.resampleFilter;
    const framed = Float32Array.from({ length: 36 }, (_, i) => {
      const [row, column] = [Math.floor(i / 6) - 1, (i % 6) - 1];
      return row >= 0 && row < 4 && column >= 0 && column < 4 ? values[4 * row + column]! : 0;
    });
    const resampleFilter = { shape: [6, 6], values: framed };
    const synthesis = { ...checkpoint.synthesis, resampleFilter };
    const [usual, general] = await Promise.all([
      openSynthesis(checkpoint, { stopAtPx: 32 }),
      openSynthesis({ ...checkpoint, synthesis }, { stopAtPx: 32 }),
    ]);
    const first = ws.slice(0, oneWs);
    expect(largestDifference((await usual(first)).image, (await general(first)).image)).toBeLessThan(1e-5);
  });

  it('clamps features where the checkpoint says so', async () => {
    const loud = ws.slice(0, oneWs).map((value) => 1000 * value);
    const tight = randomCheckpoint({
      resolutionPx: 16,
      wDim: 32,
      mappingLayers: 1,
      channelMax: 16,
      convClamp: 0.5,
    });
    const draw = await openSynthesis(tight);
    const { image } = await draw(loud.slice(0, tight.numWs * tight.wDim));
    // Three RGB layers of at most 0.5 each, upsampled by a filter that averages.
    expect(largestMagnitude(image)).toBeLessThanOrEqual(1.5001);
  });

  it('with half-precision weights draws nearly the same from half the bytes', async () => {
    const [full, half] = await Promise.all([
      openSynthesis(checkpoint),
      openSynthesis(checkpoint, { weights: 'float16' }),
    ]);
    const first = ws.slice(0, oneWs);
    const [a, b] = [await full(first), await half(first)];
    const range = largestMagnitude(a.image);
    expect(largestDifference(a.image, b.image)).toBeLessThan(0.01 * range);
    expect(largestDifference(a.image, b.image)).toBeGreaterThan(0);
  });
});
