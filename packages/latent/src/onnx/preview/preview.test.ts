import { describe, expect, it } from 'vitest';
import type { Checkpoint, SynthesisBlock } from '../../checkpoint/checkpoint.js';
import { multiplications } from '../../checkpoint/multiplications.js';
import { randomCheckpoint } from '../../checkpoint/random-checkpoint.js';
import { emitPreview } from './emit-preview.js';
import { normalisedLayer } from './normalised-layer.js';
import { previewResolutionPx } from './preview-resolution.js';

const small = randomCheckpoint({ resolutionPx: 16, zDim: 4, wDim: 8, mappingLayers: 1, channelMax: 16 });

/** The shape of a generator of StyleGAN2's usual channels, without its numbers. */
function shapeOf(resolutionPx: number, channelBase: number): Checkpoint {
  const channelsAt = (side: number) => Math.min(512, channelBase / side);
  const blocks = Array.from({ length: Math.log2(resolutionPx) - 1 }, (_, i) => {
    const side = 4 * 2 ** i;
    const square = { resolutionPx: side, widthPx: side };
    const [block] = small.synthesis.blocks.slice(i === 0 ? 0 : 1) as [SynthesisBlock];
    const outChannels = channelsAt(side);
    const conv0 = block.conv0 && {
      ...block.conv0,
      inChannels: channelsAt(side / 2),
      outChannels,
      ...square,
    };
    const conv1 = { ...block.conv1, inChannels: outChannels, outChannels, ...square };
    return { ...block, ...square, conv0, conv1, toRgb: { ...block.toRgb, inChannels: outChannels } };
  });
  return { ...small, resolutionPx, synthesis: { ...small.synthesis, blocks } };
}

describe('multiplications', () => {
  it('count nine a pair of channels and pixel, of the input where a layer doubles the resolution', () => {
    const first = 9 * 16 * 16 * 4 * 4;
    const second = 9 * 16 * 16 * (4 * 4 + 8 * 8);
    expect(multiplications(small, 8)).toBe(first + second + 3 * 16 * (4 * 4 + 8 * 8));
    expect(multiplications(small)).toBeGreaterThan(multiplications(small, 8));
  });
});

describe('where a preview stops', () => {
  it('is nowhere for a generator that follows a hand by itself', () => {
    expect(previewResolutionPx(small)).toBeNull();
  });

  it('is where it still does, at most the generator’s own resolution', () => {
    expect(previewResolutionPx(shapeOf(256, 8192))).toBe(64);
    expect(previewResolutionPx(shapeOf(64, 8192))).toBe(64);
    expect(previewResolutionPx(shapeOf(128, 4096))).toBe(128);
  });

  it('is not below 32 px, whatever that costs', () => {
    expect(previewResolutionPx(shapeOf(64, 32_768))).toBe(32);
  });
});

describe('a normalised layer', () => {
  it('has kernels of an energy of 1 an input channel, and survives one that is all zero', () => {
    const { conv1 } = small.synthesis.blocks[1]!;
    const weight = conv1.weight.slice();
    weight.fill(0, 0, 9 * 16);
    const { weight: normal } = normalisedLayer({ ...conv1, weight });
    const energies = Array.from(
      { length: 16 },
      (_, o) =>
        normal.subarray(9 * 16 * o, 9 * 16 * (o + 1)).reduce((sum, value) => sum + value ** 2, 0) / 16,
    );
    expect(energies[0]).toBe(0);
    for (const energy of energies.slice(1)) expect(energy).toBeCloseTo(1, 5);
  });
});

describe('emitPreview', () => {
  const range = { input: 1, output: 1, filtered: 1 };

  it('refuses a fit of another generator', () => {
    expect(() => emitPreview(small, { stopAtPx: 12, ranges: [range], head: null })).toThrow(/fit: expected/);
    expect(() => emitPreview(small, { stopAtPx: 8, ranges: [range], head: null })).toThrow(/3 layers/);
    const unfiltered = [range, { ...range, filtered: null }, range];
    expect(() => emitPreview(small, { stopAtPx: 8, ranges: unfiltered, head: null })).toThrow(/filter/);
  });
});
