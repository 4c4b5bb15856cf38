import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint.js';
import { type RandomCheckpointOptions, randomCheckpoint } from './random-checkpoint.js';
import { readCheckpoint } from './read-checkpoint.js';
import {
  adaPickle,
  adaTensors,
  rosinalityTensors,
  safetensors,
  stateDictValue,
  torchStream,
  torchZip,
} from './saved-checkpoint.fixture.js';
import { StepBudget } from './step-budget.js';

const fixture = new Uint8Array(
  readFileSync(new URL('../../fixtures/stylegan2-ada/uncond-32.pkl', import.meta.url)),
);

const SMALL: RandomCheckpointOptions = {
  resolutionPx: 32,
  zDim: 8,
  wDim: 12,
  mappingLayers: 3,
  channelBase: 128,
  channelMax: 6,
};

/** Everything but where it was read from, each array as its hash. */
function contents({ format: _format, wAvgSource: _source, ...rest }: Checkpoint): unknown {
  return JSON.parse(
    JSON.stringify(rest, (_key, value) =>
      value instanceof Float32Array ? createHash('sha256').update(value).digest('hex') : value,
    ),
  );
}

describe('a StyleGAN2-ADA pickle', () => {
  it('is read as the code that wrote it had it', () => {
    const budget = StepBudget.forFile(fixture.length);
    const checkpoint = readCheckpoint(fixture, { budget });
    expect(checkpoint).toMatchObject({
      format: 'stylegan2-ada-pickle',
      resolutionPx: 32,
      zDim: 64,
      cDim: 0,
      wDim: 64,
      numWs: 8,
      wAvgSource: 'file',
      categories: [],
    });
    expect(checkpoint.mapping.layers).toHaveLength(8);
    expect(checkpoint.mapping.lrMultiplier).toBe(0.01);
    expect(checkpoint.mapping.layers[0]?.weightGain).toBeCloseTo(0.01 / 8, 12);
    const { blocks } = checkpoint.synthesis;
    expect(blocks.map((block) => [block.resolutionPx, block.firstWs, block.conv1.outChannels])).toEqual([
      [4, 0, 32],
      [8, 1, 32],
      [16, 3, 32],
      [32, 5, 16],
    ]);
    expect(blocks.map((block) => block.conv1.clamp)).toEqual([null, null, null, null]);
    expect(blocks[1]?.conv0?.noise?.strength).not.toBe(0);
    expect(budget.steps).toBeLessThan(fixture.length);
  });

  it.each([2, 3, 4, 5])('of protocol %i gives back the generator that was written', (protocol) => {
    const written = randomCheckpoint(SMALL);
    expect(contents(readCheckpoint(adaPickle(written, { protocol })))).toEqual(contents(written));
  });

  it.each([32, 64, 128, 256, 512, 1024])(
    'of %i px gives back the generator that was written',
    (resolutionPx) => {
      const written = randomCheckpoint({ ...SMALL, resolutionPx, channelBase: 2048, channelMax: 3 });
      expect(contents(readCheckpoint(safetensors(adaTensors(written))))).toEqual(contents(written));
    },
  );

  it.each([
    ['classes', { cDim: 5 }],
    ['a clamp', { convClamp: 256 }],
    ['two mapping layers', { mappingLayers: 2 }],
    ['eight mapping layers and wide z', { mappingLayers: 8, zDim: 20 }],
  ])('with %s gives back the generator that was written', (_what, options) => {
    const written = randomCheckpoint({ ...SMALL, ...options });
    expect(contents(readCheckpoint(adaPickle(written)))).toEqual(contents(written));
  });

  it('without G_ema is refused by name', () => {
    const renamed = adaPickle(randomCheckpoint(SMALL));
    const at = Buffer.from(renamed).indexOf('G_ema');
    renamed.set(new TextEncoder().encode('G_emb'), at);
    expect(() => readCheckpoint(renamed)).toThrow(/no_generator|no G_ema/);
    expect(refusal(renamed)).toBe('no_generator');
  });

  it('of another resolution layout is refused', () => {
    const tensors = adaTensors(randomCheckpoint(SMALL));
    const weight = tensors.get('synthesis.b16.conv0.weight')!;
    tensors.set('synthesis.b16.conv0.weight', { ...weight, shape: [...weight.shape].reverse() });
    expect(refusal(safetensors(tensors))).toBe('bad_shape');
    tensors.delete('synthesis.b16.conv0.weight');
    expect(refusal(safetensors(tensors))).toBe('missing_tensor');
  });
});

describe('other files', () => {
  const written = randomCheckpoint(SMALL);

  it.each(['g_ema', 'state_dict'])('rosinality zip archives with %s are read', (key) => {
    const [root, storages] = stateDictValue(rosinalityTensors(written), key);
    expectRosinality(readCheckpoint(torchZip(root, storages)), written);
  });

  it('rosinality streams of older PyTorch are read', () => {
    const [root, storages] = stateDictValue(rosinalityTensors(written), 'g_ema');
    expectRosinality(readCheckpoint(torchStream(root, storages)), written);
  });

  it('a stated latent_avg is taken for wAvg', () => {
    const tensors = rosinalityTensors(written);
    tensors.set('latent_avg', { shape: [written.wDim], values: written.wAvg });
    const [root, storages] = stateDictValue(tensors, 'g_ema');
    const checkpoint = readCheckpoint(torchZip(root, storages));
    expect(checkpoint.wAvgSource).toBe('file');
    expect(checkpoint.wAvg).toEqual(written.wAvg);
  });

  it('state dicts with StyleGAN2-ADA names are read', () => {
    const [root, storages] = stateDictValue(adaTensors(written), 'G_ema');
    expect(contents(readCheckpoint(torchZip(root, storages)))).toEqual(contents(written));
  });

  it('safetensors metadata gives categories, clamp and learning rate', () => {
    const metadata = { categories: '["shirt","dress"]', conv_clamp: '256', mapping_lr_multiplier: '0.1' };
    const checkpoint = readCheckpoint(
      safetensors(adaTensors(randomCheckpoint({ ...SMALL, cDim: 2 })), metadata),
    );
    expect(checkpoint.categories).toEqual(['shirt', 'dress']);
    expect(checkpoint.synthesis.blocks[0]?.conv1.clamp).toBe(256);
    expect(checkpoint.mapping.lrMultiplier).toBe(0.1);
    expect(checkpoint.mapping.layers[1]?.weightGain).toBeCloseTo(0.1 / Math.sqrt(12), 12);
  });

  it('a safetensors file whose metadata contradicts its tensors is refused', () => {
    expect(refusal(safetensors(adaTensors(written), { z_dim: '512' }))).toBe('unsupported_architecture');
  });

  it('compressed archives need an inflate function', () => {
    const [root, storages] = stateDictValue(adaTensors(written), 'g_ema');
    const deflated = torchZip(root, storages, deflateRawSync);
    expect(refusal(deflated)).toBe('compressed');
    const inflate = (compressed: Uint8Array, maxOutputLength: number): Uint8Array =>
      new Uint8Array(inflateRawSync(compressed, { maxOutputLength }));
    expect(contents(readCheckpoint(deflated, { inflate }))).toEqual(contents(written));
  });

  it.each([
    ['StyleGAN3', 'synthesis.L0_36_512.weight', /StyleGAN3/],
    ['EG3D', 'backbone.synthesis.b4.const', /EG3D/],
    ['a residual generator', 'synthesis.b8.skip.weight', /resnet/],
    ['an attention layer', 'synthesis.b32.attention.weight', /attention/],
  ])('%s is refused by name', (_what, name, message) => {
    const tensors = adaTensors(written);
    tensors.set(name, { shape: [2], values: new Float32Array(2) });
    const bytes = safetensors(tensors);
    expect(refusal(bytes)).toBe('unsupported_architecture');
    expect(() => readCheckpoint(bytes)).toThrow(message);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'unknown_format'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'unknown_format'],
    ['half a pickle', fixture.subarray(0, fixture.length / 2), 'truncated'],
    [
      'weights of something else',
      safetensors(new Map([['x', { shape: [1], values: new Float32Array(1) }]])),
      'no_generator',
    ],
  ])('%s is refused', (_what, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });

  it('weights that are not finite are refused by name', () => {
    const tensors = adaTensors(written);
    const { shape } = tensors.get('synthesis.b8.conv1.bias')!;
    tensors.set('synthesis.b8.conv1.bias', { shape, values: new Float32Array(shape[0]!).fill(Number.NaN) });
    expect(refusal(safetensors(tensors))).toBe('not_finite');
    expect(() => readCheckpoint(safetensors(tensors))).toThrow(/synthesis\.b8\.conv1\.bias/);
  });

  it('one-channel generators draw three equal channels', () => {
    const tensors = adaTensors(written);
    for (const [name, { shape, values }] of tensors) {
      if (!/torgb\.(weight|bias)$/.test(name)) continue;
      tensors.set(name, { shape: [1, ...shape.slice(1)], values: values.slice(0, values.length / 3) });
    }
    const { weight, bias } = readCheckpoint(safetensors(tensors)).synthesis.blocks[0]!.toRgb;
    const third = weight.length / 3;
    expect(weight.slice(third, 2 * third)).toEqual(weight.slice(0, third));
    expect(new Set(bias).size).toBe(1);
  });
});

function refusal(bytes: Uint8Array): unknown {
  try {
    readCheckpoint(bytes);
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'read';
}

/** rosinality's scaling of the weights costs them their last bit. */
function expectRosinality(read: Checkpoint, written: Checkpoint): void {
  expect(read.format).toBe('rosinality');
  expect(read.wAvgSource).toBe('estimated');
  expect(read.synthesis.constant).toEqual(written.synthesis.constant);
  expect(read.mapping).toEqual(written.mapping);
  for (const [i, block] of written.synthesis.blocks.entries()) {
    const found = read.synthesis.blocks[i]!;
    expect(found.toRgb).toEqual(block.toRgb);
    for (const [a, b] of [[found.conv0, block.conv0] as const, [found.conv1, block.conv1] as const]) {
      if (a === null || b === null) {
        expect(a).toBe(b);
        continue;
      }
      expect({ ...a, weight: [] }).toEqual({ ...b, weight: [] });
      expect(Math.max(...a.weight.map((value, at) => Math.abs(value - b.weight[at]!)))).toBeLessThan(1e-6);
    }
  }
}
