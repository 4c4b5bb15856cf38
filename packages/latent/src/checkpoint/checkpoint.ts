/** A dense float32 array, last axis fastest. */
export interface DenseTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * A fully connected layer with equalised learning rate (Karras et al. 2018, §4.1): y = x (weight * weightGain)^T
 * + bias * biasGain. `weight` [outFeatures, inFeatures], `bias` [outFeatures].
 */
export interface FullyConnected {
  readonly inFeatures: number;
  readonly outFeatures: number;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly weightGain: number;
  readonly biasGain: number;
}

/**
 * The mapping network: z (and the embedded class) normalised to unit second moment, then `layers`, each
 * followed by a leaky ReLU of slope 0.2 and a gain of sqrt(2).
 */
export interface MappingNetwork {
  /** The class embedding [wDim, cDim]; null when the generator is unconditional. */
  readonly embed: FullyConnected | null;
  readonly layers: readonly FullyConnected[];
  /** The learning rate multiplier of the layers: their biasGain. */
  readonly lrMultiplier: number;
}

/**
 * A modulated 3x3 convolution (Karras et al. 2020, "Analyzing and improving the image quality of StyleGAN",
 * eq. 1-3), then noise, bias, leaky ReLU of slope 0.2, gain sqrt(2) and clamp.
 */
export interface SynthesisLayer {
  readonly inChannels: number;
  readonly outChannels: number;
  /** Height of the output. */
  readonly resolutionPx: number;
  /** Width of the output: the height, or less for a generator of upright pictures. */
  readonly widthPx: number;
  /** 2 where the layer doubles the resolution by a transposed convolution and the resample filter. */
  readonly up: 1 | 2;
  /** [outChannels, inChannels, 3, 3], correlation order; read as a transposed convolution where `up` is 2. */
  readonly weight: Float32Array;
  /** Maps w to the style [inChannels]. */
  readonly affine: FullyConnected;
  /** [outChannels] */
  readonly bias: Float32Array;
  /** [resolutionPx, widthPx]; null where the layer adds no noise. */
  readonly noise: { readonly constant: Float32Array; readonly strength: number } | null;
  /** Values are clamped to -clamp..clamp; null for none. */
  readonly clamp: number | null;
}

/** A modulated 1x1 convolution without demodulation, bias and clamp: features to RGB. */
export interface ToRgb {
  readonly inChannels: number;
  /** [3, inChannels] */
  readonly weight: Float32Array;
  readonly affine: FullyConnected;
  /** What the style is multiplied by, 1 / sqrt(inChannels) as trained. */
  readonly styleGain: number;
  /** [3] */
  readonly bias: Float32Array;
  readonly clamp: number | null;
}

/** One resolution. Its layers take the ws from `firstWs` on: conv0 (if any), conv1, toRgb. */
export interface SynthesisBlock {
  readonly resolutionPx: number;
  readonly widthPx: number;
  readonly firstWs: number;
  /** null in the first block, which starts from the constant. */
  readonly conv0: SynthesisLayer | null;
  readonly conv1: SynthesisLayer;
  readonly toRgb: ToRgb;
}

export interface SynthesisNetwork {
  /** The learnt constant [channels, 4, 4], narrower for a generator of upright pictures. */
  readonly constant: DenseTensor;
  /** From 4 px to the resolution, each twice the last. */
  readonly blocks: readonly SynthesisBlock[];
  /** The resample filter [k, k], k even, sum 1; a true convolution applies it. */
  readonly resampleFilter: DenseTensor;
}

/** Where a checkpoint came from. */
export type CheckpointFormat = 'stylegan2-ada-pickle' | 'torch-state-dict' | 'rosinality' | 'safetensors';

/** A StyleGAN2 generator in one form, whatever file it came from. All numbers are finite. */
export interface Checkpoint {
  readonly format: CheckpointFormat;
  /** Height of its pictures. */
  readonly resolutionPx: number;
  readonly zDim: number;
  /** Number of classes, 0 when unconditional. */
  readonly cDim: number;
  readonly wDim: number;
  /** Layers of wPlus: 2 log2(resolution) - 2. */
  readonly numWs: number;
  readonly mapping: MappingNetwork;
  readonly synthesis: SynthesisNetwork;
  /** Centre of w [wDim], the point that truncation pulls towards. */
  readonly wAvg: Float32Array;
  /** `estimated` where the file had none and it was averaged over samples. */
  readonly wAvgSource: 'file' | 'estimated';
  /** Class names in one-hot order where the file has them, else empty. */
  readonly categories: readonly string[];
}
