import { CheckpointError } from './checkpoint-error.js';
import type { TensorReader } from './network-source.js';

/** Resolutions that are read. */
export const MIN_RESOLUTION_PX = 8;
export const MAX_RESOLUTION_PX = 1024;

/** Signs of generators that share StyleGAN2's file formats but are drawn in another way. */
const OTHER_ARCHITECTURES: readonly [sign: RegExp, name: string][] = [
  [/^synthesis\.(input\.|L\d+_)/, 'a StyleGAN3 generator'],
  [/^(backbone\.|superresolution\.|renderer\.)/, 'an EG3D generator'],
  [/^g_synthesis\./, 'a StyleGAN (first version) generator'],
  [/^synthesis\.b\d+\.skip\./, 'a StyleGAN2 generator of the "resnet" variant'],
  [/^(iwt\.|to_rgbs\.\d+\.iwt\.)/, 'a SWAGAN generator'],
  [/^(progression|step|generator\.progression)/, 'a StyleGAN (first version) generator'],
  [/^(down_blocks\.|mid_block\.|model\.diffusion_model\.)/, 'a diffusion model'],
];

/** Throws `unsupported_architecture` naming what the tensor names belong to, when it is known and no StyleGAN2. */
export function refuseOtherArchitectures(names: Iterable<string>): void {
  for (const name of names) {
    const other = OTHER_ARCHITECTURES.find(([sign]) => sign.test(name));
    if (other !== undefined) {
      throw new CheckpointError(
        'unsupported_architecture',
        `This is ${other[1]} (it has ${name}); only StyleGAN2 generators are read.`,
      );
    }
  }
}

/** The number of layers of wPlus at a resolution: one more than the convolutions, toRgb sharing with the next. */
export function numWsAt(resolutionPx: number): number {
  return 2 * Math.log2(resolutionPx) - 2;
}

/** Throws `unsupported_architecture` unless the resolution is a power of two from 8 to 1024. */
export function expectResolution(resolutionPx: number): void {
  const isPower = Number.isInteger(Math.log2(resolutionPx));
  if (!isPower || resolutionPx < MIN_RESOLUTION_PX || resolutionPx > MAX_RESOLUTION_PX) {
    throw new CheckpointError(
      'unsupported_architecture',
      `The generator draws ${resolutionPx} px; powers of two from ${MIN_RESOLUTION_PX} to ${MAX_RESOLUTION_PX} are read.`,
    );
  }
}

/** Height of the learnt constant, and the most that it may be wide. */
export const CONSTANT_PX = 4;

/** Throws `unsupported_architecture` where the learnt constant is wider than it is high. */
export function expectUpright(constantWidth: number): void {
  if (constantWidth > CONSTANT_PX) {
    throw new CheckpointError(
      'unsupported_architecture',
      `The generator's pictures are wider than high (its constant is ${CONSTANT_PX} x ${constantWidth}); square and upright ones are read.`,
    );
  }
}

/** Widest z, w or class count that is read: twice and more what any published generator has. */
const MAX_FEATURES = 2048;
const MAX_CLASSES = 65_536;
/** Deepest mapping network that is read; StyleGAN2's has 8 layers, StyleGAN2-ADA's conditional ones 2. */
export const MAX_MAPPING_LAYERS = 16;

/** Throws `unsupported_architecture` where a width is beyond any StyleGAN2's. */
export function expectWidths(widths: { zDim: number; wDim: number; cDim: number }): void {
  const { zDim, wDim, cDim } = widths;
  if (Math.max(zDim, wDim) > MAX_FEATURES || cDim > MAX_CLASSES) {
    throw new CheckpointError(
      'unsupported_architecture',
      `The generator has zDim ${zDim}, wDim ${wDim} and ${cDim} classes; up to ${MAX_FEATURES}, ${MAX_FEATURES} and ${MAX_CLASSES} are read.`,
    );
  }
}

/** Throws `unsupported_architecture` where a setting is known and is not what is drawn here. */
export function expectSetting(
  reader: TensorReader,
  path: string,
  key: string,
  expected: number | string,
): void {
  const found = reader.source.setting(path, key);
  const agrees =
    typeof expected === 'number' && typeof found === 'number'
      ? Math.abs(found - expected) <= 1e-6 * Math.abs(expected)
      : found === expected;
  if (found !== undefined && !agrees) {
    throw new CheckpointError(
      'unsupported_architecture',
      `${path} has ${key} = ${JSON.stringify(found)}; only ${JSON.stringify(expected)} is drawn.`,
    );
  }
}
