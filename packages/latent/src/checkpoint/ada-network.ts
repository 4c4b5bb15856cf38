import {
  CONSTANT_PX,
  expectResolution,
  expectSetting,
  expectUpright,
  expectWidths,
  MAX_MAPPING_LAYERS,
  numWsAt,
  refuseOtherArchitectures,
} from './architecture.js';
import type {
  Checkpoint,
  FullyConnected,
  MappingNetwork,
  SynthesisBlock,
  SynthesisLayer,
  ToRgb,
} from './checkpoint.js';
import { CheckpointError } from './checkpoint-error.js';
import type { TensorReader } from './network-source.js';
import { normalisedFilter } from './resample-filter.js';

/** The learning rate multiplier of the mapping layers where a file does not say (Karras et al. 2019, §4). */
const DEFAULT_MAPPING_LR = 0.01;
const SQRT2 = Math.SQRT2;

/** A checkpoint but for a wAvg that the file may lack. */
export type CheckpointWithoutAverage = Omit<Checkpoint, 'wAvg' | 'wAvgSource'> & {
  readonly wAvg: Float32Array | null;
};

/** Whether tensor names are those of StyleGAN2-ADA. */
export function hasAdaNames(names: ReadonlySet<string>): boolean {
  return names.has('synthesis.b4.const');
}

/**
 * Reads a generator with StyleGAN2-ADA's tensor names. Settings that the file does not give are the ones that
 * its code had by default. Throws CheckpointError.
 */
export function readAdaNetwork(reader: TensorReader): CheckpointWithoutAverage {
  refuseOtherArchitectures(reader.names);
  const resolutionPx = highestResolution(reader.names);
  expectResolution(resolutionPx);
  const mapping = readMapping(reader);
  const wDim = mapping.layers.at(-1)!.outFeatures;
  const cDim = mapping.embed?.inFeatures ?? 0;
  const zDim = mapping.layers[0]!.inFeatures - (mapping.embed?.outFeatures ?? 0);
  if (zDim < 1) throw new CheckpointError('bad_shape', `mapping.fc0.weight leaves ${zDim} inputs for z.`);
  expectWidths({ zDim, wDim, cDim });
  const constant = reader.dense('synthesis.b4.const', [null, CONSTANT_PX, null]);
  const [channels = 0, , constantWidth = 0] = constant.shape;
  expectUpright(constantWidth);
  const blocks = readBlocks(reader, { resolutionPx, constantWidth, channels, wDim });
  const synthesis = {
    constant,
    blocks,
    resampleFilter: normalisedFilter(reader, `synthesis.b${resolutionPx}.conv0.resample_filter`, 1),
  };
  const numWs = numWsAt(resolutionPx);
  for (const [key, value] of Object.entries({ z_dim: zDim, c_dim: cDim, w_dim: wDim, num_ws: numWs })) {
    expectSetting(reader, '', key, value);
  }
  const wAvg = reader.has('mapping.w_avg') ? reader.values('mapping.w_avg', [wDim]) : null;
  reader.expectAllRead((name) => name.endsWith('resample_filter') || name.endsWith('magnitude_ema'));
  const { format, categories } = reader.source;
  return { format, resolutionPx, zDim, cDim, wDim, numWs, mapping, synthesis, wAvg, categories };
}

function highestResolution(names: Iterable<string>): number {
  let highest = 0;
  for (const name of names) {
    const found = /^synthesis\.b(\d{1,5})\./.exec(name);
    if (found) highest = Math.max(highest, Number(found[1]));
  }
  return highest;
}

function readMapping(reader: TensorReader): MappingNetwork {
  const embed = reader.has('mapping.embed.weight')
    ? readFullyConnected(reader, 'mapping.embed', null, 1)
    : null;
  const layers: FullyConnected[] = [];
  while (layers.length < MAX_MAPPING_LAYERS && reader.has(`mapping.fc${layers.length}.weight`)) {
    const path = `mapping.fc${layers.length}`;
    expectSetting(reader, path, 'activation', 'lrelu');
    layers.push(readFullyConnected(reader, path, layers.at(-1)?.outFeatures ?? null, DEFAULT_MAPPING_LR));
  }
  if (layers.length === 0)
    throw new CheckpointError('missing_tensor', 'The generator has no tensor mapping.fc0.weight.');
  return { embed, layers, lrMultiplier: layers[0]!.biasGain };
}

/** `path.weight` [out, in], `path.bias` [out]. `defaultLr`: the learning rate multiplier where the file has none. */
function readFullyConnected(
  reader: TensorReader,
  path: string,
  inFeatures: number | null,
  defaultLr: number,
): FullyConnected {
  const weight = reader.dense(`${path}.weight`, [null, inFeatures]);
  const [outFeatures, width] = weight.shape as [number, number];
  const lrMultiplier = numberSetting(reader, path, 'lr_multiplier') ?? defaultLr;
  return {
    inFeatures: width,
    outFeatures,
    weight: weight.values,
    bias: reader.values(`${path}.bias`, [outFeatures]),
    weightGain: numberSetting(reader, path, 'weight_gain') ?? lrMultiplier / Math.sqrt(width),
    biasGain: numberSetting(reader, path, 'bias_gain') ?? lrMultiplier,
  };
}

interface NetworkSize {
  readonly resolutionPx: number;
  readonly constantWidth: number;
  /** Of the constant. */
  readonly channels: number;
  readonly wDim: number;
}

function readBlocks(
  reader: TensorReader,
  { resolutionPx, constantWidth, channels: first, wDim }: NetworkSize,
): SynthesisBlock[] {
  const blocks: SynthesisBlock[] = [];
  for (let side = CONSTANT_PX, firstWs = 0, channels = first; side <= resolutionPx; side *= 2) {
    const widthPx = (side / CONSTANT_PX) * constantWidth;
    const path = `synthesis.b${side}`;
    expectSetting(reader, path, 'architecture', 'skip');
    const conv0 =
      side === CONSTANT_PX
        ? null
        : readLayer(reader, `${path}.conv0`, { side, widthPx, up: 2, inChannels: channels, wDim });
    const conv1 = readLayer(reader, `${path}.conv1`, {
      side,
      widthPx,
      up: 1,
      inChannels: conv0?.outChannels ?? channels,
      wDim,
    });
    const toRgb = readToRgb(reader, `${path}.torgb`, conv1.outChannels, wDim);
    blocks.push({ resolutionPx: side, widthPx, firstWs, conv0, conv1, toRgb });
    firstWs += conv0 === null ? 1 : 2;
    channels = conv1.outChannels;
  }
  return blocks;
}

interface LayerPlace {
  readonly side: number;
  readonly widthPx: number;
  readonly up: 1 | 2;
  readonly inChannels: number | null;
  readonly wDim: number;
}

function readLayer(
  reader: TensorReader,
  path: string,
  { side, widthPx, up, inChannels, wDim }: LayerPlace,
): SynthesisLayer {
  expectSetting(reader, path, 'activation', 'lrelu');
  expectSetting(reader, path, 'act_gain', SQRT2);
  expectSetting(reader, path, 'up', up);
  const weight = reader.dense(`${path}.weight`, [null, inChannels, 3, 3]);
  const [outChannels, width] = weight.shape as [number, number];
  const affine = readFullyConnected(reader, `${path}.affine`, wDim, 1);
  expectOutputs(affine, `${path}.affine`, width);
  const usesNoise = reader.source.setting(path, 'use_noise') !== false && reader.has(`${path}.noise_const`);
  return {
    inChannels: width,
    outChannels,
    resolutionPx: side,
    widthPx,
    up,
    weight: weight.values,
    affine,
    bias: reader.values(`${path}.bias`, [outChannels]),
    noise: usesNoise
      ? {
          constant: reader.values(`${path}.noise_const`, [side, widthPx]),
          strength: reader.scalar(`${path}.noise_strength`),
        }
      : null,
    clamp: readClamp(reader, path),
  };
}

/** One-channel generators become three equal channels, which draws the same grey picture. */
function readToRgb(reader: TensorReader, path: string, inChannels: number, wDim: number): ToRgb {
  const weight = reader.dense(`${path}.weight`, [null, inChannels, 1, 1]);
  const colours = weight.shape[0]!;
  if (colours !== 3 && colours !== 1) {
    throw new CheckpointError(
      'unsupported_architecture',
      `The generator draws ${colours} channels; 1 or 3 are drawn.`,
    );
  }
  const bias = reader.values(`${path}.bias`, [colours]);
  const affine = readFullyConnected(reader, `${path}.affine`, wDim, 1);
  expectOutputs(affine, `${path}.affine`, inChannels);
  return {
    inChannels,
    weight: colours === 3 ? weight.values : repeated(weight.values, 3),
    affine,
    styleGain: numberSetting(reader, path, 'weight_gain') ?? 1 / Math.sqrt(inChannels),
    bias: colours === 3 ? bias : repeated(bias, 3),
    clamp: readClamp(reader, path),
  };
}

function readClamp(reader: TensorReader, path: string): number | null {
  const clamp = reader.source.setting(path, 'conv_clamp') ?? null;
  if (clamp === null || (typeof clamp === 'number' && clamp > 0)) return clamp;
  throw new CheckpointError('unsupported_architecture', `${path} has conv_clamp = ${JSON.stringify(clamp)}.`);
}

function expectOutputs(layer: FullyConnected, path: string, outFeatures: number): void {
  if (layer.outFeatures !== outFeatures) {
    throw new CheckpointError(
      'bad_shape',
      `${path} has ${layer.outFeatures} outputs for ${outFeatures} channels.`,
    );
  }
}

function numberSetting(reader: TensorReader, path: string, key: string): number | undefined {
  const found = reader.source.setting(path, key);
  return typeof found === 'number' ? found : undefined;
}

function repeated(values: Float32Array, times: number): Float32Array {
  const all = new Float32Array(values.length * times);
  for (let i = 0; i < times; i++) all.set(values, i * values.length);
  return all;
}
