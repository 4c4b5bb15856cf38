import type { CheckpointWithoutAverage } from './ada-network.js';
import {
  CONSTANT_PX,
  expectResolution,
  expectUpright,
  expectWidths,
  MAX_MAPPING_LAYERS,
  numWsAt,
  refuseOtherArchitectures,
} from './architecture.js';
import type { FullyConnected, MappingNetwork, SynthesisBlock, SynthesisLayer, ToRgb } from './checkpoint.js';
import { CheckpointError } from './checkpoint-error.js';
import type { TensorReader } from './network-source.js';
import { normalisedFilter } from './resample-filter.js';

/** The learning rate multiplier of its mapping layers; the weights are stored divided by it. */
const MAPPING_LR = 0.01;
/** Its upsampling kernels carry the gain of 2 x 2 that zero insertion needs. */
const KERNEL_GAIN = 4;

/** Whether tensor names are those of rosinality's stylegan2-pytorch. */
export function hasRosinalityNames(names: ReadonlySet<string>): boolean {
  return names.has('input.input') && names.has('conv1.conv.weight');
}

/**
 * Reads a generator with rosinality's tensor names. The network is the same as StyleGAN2-ADA's; its modulated
 * convolutions scale the weight by 1 / sqrt(fan in), which is folded into the weight here. Always
 * unconditional. Throws CheckpointError.
 */
export function readRosinalityNetwork(reader: TensorReader): CheckpointWithoutAverage {
  refuseOtherArchitectures(reader.names);
  const mapping = readMapping(reader);
  const zDim = mapping.layers[0]!.inFeatures;
  const wDim = mapping.layers.at(-1)!.outFeatures;
  expectWidths({ zDim, wDim, cDim: 0 });
  const constant = reader.dense('input.input', [1, null, CONSTANT_PX, null]);
  const constantWidth = constant.shape[3] ?? 0;
  expectUpright(constantWidth);
  const blocks: SynthesisBlock[] = [readFirstBlock(reader, constantWidth, constant.shape[1] ?? 0, wDim)];
  while (reader.has(`to_rgbs.${blocks.length - 1}.conv.weight`)) {
    expectResolution(2 * blocks.at(-1)!.resolutionPx);
    blocks.push(readBlock(reader, blocks.at(-1)!, blocks.length - 1, wDim));
  }
  const resolutionPx = blocks.at(-1)!.resolutionPx;
  expectResolution(resolutionPx);
  const resampleFilter = normalisedFilter(reader, 'convs.0.conv.blur.kernel', KERNEL_GAIN);
  const wAvg = reader.has('latent_avg') ? readAverage(reader, wDim) : null;
  reader.expectAllRead((name) => name.endsWith('.kernel') || name.startsWith('noises.'));
  return {
    format: 'rosinality',
    resolutionPx,
    zDim,
    cDim: 0,
    wDim,
    numWs: numWsAt(resolutionPx),
    mapping,
    synthesis: {
      constant: { shape: constant.shape.slice(1), values: constant.values },
      blocks,
      resampleFilter,
    },
    wAvg,
    categories: [],
  };
}

/** `style.0` normalises z; `style.1` and on are the layers. */
function readMapping(reader: TensorReader): MappingNetwork {
  const layers: FullyConnected[] = [];
  while (layers.length < MAX_MAPPING_LAYERS && reader.has(`style.${layers.length + 1}.weight`)) {
    const inFeatures = layers.at(-1)?.outFeatures ?? null;
    layers.push(readLinear(reader, `style.${layers.length + 1}`, inFeatures, MAPPING_LR));
  }
  if (layers.length === 0)
    throw new CheckpointError('missing_tensor', 'The generator has no tensor style.1.weight.');
  return { embed: null, layers, lrMultiplier: MAPPING_LR };
}

function readFirstBlock(
  reader: TensorReader,
  widthPx: number,
  inChannels: number,
  wDim: number,
): SynthesisBlock {
  const place = { side: CONSTANT_PX, widthPx, up: 1, inChannels, noise: 0, wDim } as const;
  const conv1 = readLayer(reader, 'conv1', place);
  const toRgb = readToRgb(reader, 'to_rgb1', conv1.outChannels, wDim);
  return { resolutionPx: CONSTANT_PX, widthPx, firstWs: 0, conv0: null, conv1, toRgb };
}

function readBlock(
  reader: TensorReader,
  before: SynthesisBlock,
  index: number,
  wDim: number,
): SynthesisBlock {
  const [side, widthPx] = [2 * before.resolutionPx, 2 * before.widthPx];
  const first = 2 * index;
  const conv0 = readLayer(reader, `convs.${first}`, {
    side,
    widthPx,
    up: 2,
    inChannels: before.conv1.outChannels,
    noise: first + 1,
    wDim,
  });
  const conv1 = readLayer(reader, `convs.${first + 1}`, {
    side,
    widthPx,
    up: 1,
    inChannels: conv0.outChannels,
    noise: first + 2,
    wDim,
  });
  const toRgb = readToRgb(reader, `to_rgbs.${index}`, conv1.outChannels, wDim);
  return {
    resolutionPx: side,
    widthPx,
    firstWs: before.firstWs + (before.conv0 === null ? 1 : 2),
    conv0,
    conv1,
    toRgb,
  };
}

interface LayerPlace {
  readonly side: number;
  readonly widthPx: number;
  readonly up: 1 | 2;
  readonly inChannels: number | null;
  /** Index of the layer's constant noise. */
  readonly noise: number;
  readonly wDim: number;
}

function readLayer(reader: TensorReader, path: string, place: LayerPlace): SynthesisLayer {
  const { side, widthPx, up, noise, wDim } = place;
  const weight = reader.dense(`${path}.conv.weight`, [1, null, place.inChannels, 3, 3]);
  const [, outChannels, inChannels] = weight.shape as [number, number, number];
  const noiseName = `noises.noise_${noise}`;
  return {
    inChannels,
    outChannels,
    resolutionPx: side,
    widthPx,
    up,
    weight: scaled(weight.values, 1 / Math.sqrt(9 * inChannels)),
    affine: readStyle(reader, path, inChannels, wDim),
    bias: reader.values(`${path}.activate.bias`, [outChannels]),
    noise: reader.has(noiseName)
      ? {
          constant: reader.values(noiseName, [1, 1, side, widthPx]),
          strength: reader.scalar(`${path}.noise.weight`),
        }
      : null,
    clamp: null,
  };
}

function readToRgb(reader: TensorReader, path: string, inChannels: number, wDim: number): ToRgb {
  return {
    inChannels,
    weight: reader.values(`${path}.conv.weight`, [1, 3, inChannels, 1, 1]),
    affine: readStyle(reader, path, inChannels, wDim),
    styleGain: 1 / Math.sqrt(inChannels),
    bias: reader.values(`${path}.bias`, [1, 3, 1, 1]),
    clamp: null,
  };
}

function readStyle(reader: TensorReader, path: string, channels: number, wDim: number): FullyConnected {
  const affine = readLinear(reader, `${path}.conv.modulation`, wDim, 1);
  if (affine.outFeatures !== channels) {
    throw new CheckpointError(
      'bad_shape',
      `${path} has ${affine.outFeatures} styles for ${channels} channels.`,
    );
  }
  return affine;
}

function readLinear(
  reader: TensorReader,
  path: string,
  inFeatures: number | null,
  lr: number,
): FullyConnected {
  const weight = reader.dense(`${path}.weight`, [null, inFeatures]);
  const [outFeatures, width] = weight.shape as [number, number];
  return {
    inFeatures: width,
    outFeatures,
    weight: weight.values,
    bias: reader.values(`${path}.bias`, [outFeatures]),
    weightGain: lr / Math.sqrt(width),
    biasGain: lr,
  };
}

/** `latent_avg`, [wDim] or [1, wDim]. */
function readAverage(reader: TensorReader, wDim: number): Float32Array {
  const axes = reader.source.tensor('latent_avg')?.shape.length;
  return reader.values('latent_avg', axes === 2 ? [1, wDim] : [wDim]);
}

function scaled(values: Float32Array, factor: number): Float32Array {
  return values.map((value) => value * factor);
}
