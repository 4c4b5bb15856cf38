import { randomState } from '../random-state.js';
import { CONSTANT_PX, expectResolution, numWsAt } from './architecture.js';
import type { Checkpoint, FullyConnected, SynthesisBlock, SynthesisLayer, ToRgb } from './checkpoint.js';

export interface RandomCheckpointOptions {
  readonly resolutionPx: number;
  /** Width of the learnt constant, 1 to 4: 2 draws pictures twice as high as wide. */
  readonly constantWidth?: number;
  /** Seed of every number in it, a uint32. */
  readonly seed?: number;
  readonly zDim?: number;
  readonly wDim?: number;
  readonly cDim?: number;
  readonly mappingLayers?: number;
  /** Channels at resolution r are channelBase / r, at most channelMax. */
  readonly channelBase?: number;
  readonly channelMax?: number;
  readonly convClamp?: number | null;
}

/**
 * A generator that nobody trained: StyleGAN2's architecture and initialisation, with noise strengths and biases
 * that are not zero, so that every part of it shows. For tests and for measuring speed.
 */
export function randomCheckpoint(options: RandomCheckpointOptions): Checkpoint {
  const { resolutionPx, seed = 0, zDim = 512, wDim = 512, cDim = 0, mappingLayers = 8 } = options;
  const { channelBase = 16_384, channelMax = 512, convClamp = null, constantWidth = CONSTANT_PX } = options;
  expectResolution(resolutionPx);
  const random = randomState(seed);
  const normal = (count: number, scale = 1): Float32Array =>
    Float32Array.from(random.randn(count), (value) => value * scale);
  const channelsAt = (side: number): number => Math.min(Math.floor(channelBase / side), channelMax);

  const widthAt = (side: number): number => (side / CONSTANT_PX) * constantWidth;

  const fullyConnected = (
    inFeatures: number,
    outFeatures: number,
    lr: number,
    mean: number,
  ): FullyConnected => ({
    inFeatures,
    outFeatures,
    weight: normal(inFeatures * outFeatures, 1 / lr),
    bias: normal(outFeatures, 0.1 / lr).map((value) => value + mean),
    weightGain: lr / Math.sqrt(inFeatures),
    biasGain: lr,
  });
  const layer = (inChannels: number, side: number, up: 1 | 2): SynthesisLayer => ({
    inChannels,
    outChannels: channelsAt(side),
    resolutionPx: side,
    widthPx: widthAt(side),
    up,
    weight: normal(channelsAt(side) * inChannels * 9),
    affine: fullyConnected(wDim, inChannels, 1, 1),
    bias: normal(channelsAt(side), 0.1),
    noise: { constant: normal(side * widthAt(side)), strength: normal(1, 0.1)[0]! },
    clamp: convClamp,
  });
  const toRgb = (inChannels: number): ToRgb => ({
    inChannels,
    weight: normal(3 * inChannels, 0.3),
    affine: fullyConnected(wDim, inChannels, 1, 1),
    styleGain: 1 / Math.sqrt(inChannels),
    bias: normal(3, 0.1),
    clamp: convClamp,
  });

  const blocks: SynthesisBlock[] = [];
  for (let side = 4, firstWs = 0; side <= resolutionPx; side *= 2) {
    const conv0 = side === 4 ? null : layer(channelsAt(side / 2), side, 2);
    const conv1 = layer(channelsAt(side), side, 1);
    const widthPx = widthAt(side);
    blocks.push({ resolutionPx: side, widthPx, firstWs, conv0, conv1, toRgb: toRgb(channelsAt(side)) });
    firstWs += conv0 === null ? 1 : 2;
  }
  const widths = Array.from({ length: mappingLayers }, (_, i) =>
    i === 0 ? zDim + (cDim > 0 ? wDim : 0) : wDim,
  );
  const taps = [1 / 8, 3 / 8, 3 / 8, 1 / 8];
  return {
    format: 'safetensors',
    resolutionPx,
    zDim,
    cDim,
    wDim,
    numWs: numWsAt(resolutionPx),
    mapping: {
      embed: cDim > 0 ? fullyConnected(cDim, wDim, 1, 0) : null,
      layers: widths.map((width) => fullyConnected(width, wDim, 0.01, 0)),
      lrMultiplier: 0.01,
    },
    synthesis: {
      constant: {
        shape: [channelsAt(4), CONSTANT_PX, constantWidth],
        values: normal(channelsAt(4) * CONSTANT_PX * constantWidth),
      },
      blocks,
      resampleFilter: {
        shape: [4, 4],
        values: Float32Array.from(taps.flatMap((a) => taps.map((b) => a * b))),
      },
    },
    wAvg: normal(wDim, 0.1),
    wAvgSource: 'file',
    categories: [],
  };
}
