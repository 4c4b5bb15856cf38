import type { DenseTensor, SynthesisLayer } from '../../checkpoint/checkpoint.js';
import { emitFullyConnected, LEAKY_SLOPE } from '../emit-mapping.js';
import { emitClamp, emitDemodulation, scaledBy } from '../emit-styled-layer.js';
import { correlationKernel, emitWeaving, PHASES, phaseKernel } from '../emit-upsampling.js';
import type { GraphBuilder, OnnxValue } from '../graph-builder.js';
import { emitStyleSize, normalisedLayer } from './normalised-layer.js';
import type { LayerRanges } from './preview-fit.js';

/** Activations are bytes around this. */
const ZERO_POINT = 128;
const MAX_ACTIVATION = 127;
/** Two products of a byte and a weight up to here fit 16 bits: older processors add them so, and saturate. */
const MAX_WEIGHT = 63;
const MIN_SCALE = 1e-12;

interface Context {
  readonly graph: GraphBuilder;
  /** The resample filter [taps, taps]. */
  readonly filter: DenseTensor;
}

/** A tensor of bytes: (byte - 128) * scale. */
interface Quantised {
  readonly bytes: OnnxValue;
  readonly scale: number;
}

/** 8-bit kernels [outChannels, inChannels, 9] and one scale for each output channel. */
interface QuantisedKernels {
  readonly weight: Int8Array;
  readonly scales: Float32Array;
}

/**
 * What `emitStyledLayer` does, with its convolution in bytes: `x` [n, height, width, inChannels] and
 * `w` [n, wDim] to [n, resolutionPx, widthPx, outChannels]. What leaves a range is cut off.
 */
export function emitQuantisedLayer(
  context: Context,
  original: SynthesisLayer,
  ranges: LayerRanges,
  x: OnnxValue,
  w: OnnxValue,
): OnnxValue {
  const { graph } = context;
  const layer = normalisedLayer(original);
  const raw = emitFullyConnected(graph, layer.affine, w, 1);
  const style = graph.node('Div', [raw, emitStyleSize(graph, raw)]);
  const modulated = emitQuantisation(graph, graph.node('Mul', [x, perChannel(graph, style)]), ranges.input);
  const convolved =
    layer.up === 2
      ? emitUpConvolution(context, layer, ranges, modulated)
      : emitByteConvolution(graph, modulated, ranges.output, {
          ...quantisedKernels(layer),
          shape: [layer.outChannels, layer.inChannels, 3, 3],
          pads: [1, 1, 1, 1],
        });
  const plain = graph.node('DequantizeLinear', [
    convolved.bytes,
    graph.scalar(convolved.scale),
    graph.byte(ZERO_POINT),
  ]);
  const scaled = graph.node('Mul', [plain, perChannel(graph, emitDemodulation(graph, layer, style))]);
  const shifted = graph.node('Add', [scaled, emitNoiseAndBias(graph, layer)]);
  return emitClamp(graph, graph.node('LeakyRelu', [shifted], { alpha: { float: LEAKY_SLOPE } }), layer.clamp);
}

/** The four phases of `PHASES`, woven as bytes, then the filter, whose taps are whole multiples of the smallest. */
function emitUpConvolution(
  { graph, filter }: Context,
  layer: SynthesisLayer,
  { output, filtered }: LayerRanges,
  x: Quantised,
): Quantised {
  if (filtered === null) throw new RangeError('ranges: expected one after the filter of a doubling layer');
  const { inChannels, outChannels } = layer;
  const { weight, scales } = quantisedKernels(layer);
  const parts = PHASES.map((phase) =>
    emitByteConvolution(graph, x, output, {
      weight: phaseKernel(weight, phase),
      scales,
      shape: [outChannels, inChannels, phase.rows.length, phase.columns.length],
      pads: phase.pads,
    }),
  );
  const halves = [layer.resolutionPx / 2 + 1, layer.widthPx / 2 + 1] as const;
  const stacked = graph.node(
    'Concat',
    parts.map(({ bytes }) => bytes),
    { axis: { int: 3 } },
  );
  const woven = { bytes: emitWeaving(graph, stacked, halves, outChannels), scale: parts[0]!.scale };
  const kernel = correlationKernel(filter);
  const taps = filter.shape[0]!;
  const pad = taps / 2 - 1;
  const { weight: one, scale } = quantisedTaps(kernel);
  const weights = new Int8Array(outChannels * one.length);
  for (let o = 0; o < outChannels; o++) weights.set(one, o * one.length);
  return emitByteConvolution(graph, woven, filtered, {
    weight: weights,
    scales: new Float32Array(outChannels).fill(scale),
    shape: [outChannels, 1, taps, taps],
    pads: [pad - 1, pad - 1, pad, pad],
    group: outChannels,
  });
}

function emitByteConvolution(
  graph: GraphBuilder,
  x: Quantised,
  range: number,
  kernels: QuantisedKernels & {
    readonly shape: readonly [number, number, number, number];
    readonly pads: readonly number[];
    readonly group?: number;
  },
): Quantised {
  const { weight, scales, shape, pads, group = 1 } = kernels;
  const scale = range / MAX_ACTIVATION;
  const zero = graph.byte(ZERO_POINT);
  const inputs = [
    x.bytes,
    graph.scalar(x.scale),
    zero,
    graph.signedBytes(weight, shape),
    graph.floats(scales, [shape[0]]),
    graph.signedBytes(new Int8Array(shape[0]), [shape[0]]),
    graph.scalar(scale),
    zero,
  ];
  const bytes = graph.contributed('QLinearConv', inputs, {
    kernel_shape: { ints: shape.slice(2) },
    pads: { ints: pads },
    group: { int: group },
    channels_last: { int: 1 },
  });
  return { bytes, scale };
}

function emitQuantisation(graph: GraphBuilder, x: OnnxValue, range: number): Quantised {
  const scale = range / MAX_ACTIVATION;
  const bytes = graph.node('QuantizeLinear', [x, graph.scalar(scale), graph.byte(ZERO_POINT)]);
  return { bytes, scale };
}

function quantisedKernels({ weight, outChannels }: SynthesisLayer): QuantisedKernels {
  const length = weight.length / outChannels;
  const quantised = new Int8Array(weight.length);
  const scales = new Float32Array(outChannels);
  for (let o = 0; o < outChannels; o++) {
    const { weight: kernel, scale } = quantisedTaps(weight.subarray(o * length, (o + 1) * length));
    quantised.set(kernel, o * length);
    scales[o] = scale;
  }
  return { weight: quantised, scales };
}

/** Taps as whole multiples of a scale, the largest at the end of the range unless smaller ones hold all exactly. */
function quantisedTaps(taps: Float32Array): { weight: Int8Array; scale: number } {
  const largest = taps.reduce((most, value) => Math.max(most, Math.abs(value)), MIN_SCALE);
  const scale = largest / MAX_WEIGHT;
  return { weight: Int8Array.from(taps, (value) => Math.round(value / scale)), scale };
}

/** Noise and bias times sqrt(2), [1, resolutionPx, widthPx, outChannels]; a sum of constants, made when the session is. */
function emitNoiseAndBias(
  graph: GraphBuilder,
  { noise, bias, outChannels, resolutionPx, widthPx }: SynthesisLayer,
): OnnxValue {
  const shift = graph.floats(scaledBy(bias, Math.SQRT2), [1, 1, 1, outChannels]);
  if (noise === null) return shift;
  const added = scaledBy(noise.constant, noise.strength * Math.SQRT2);
  return graph.node('Add', [graph.floats(added, [1, resolutionPx, widthPx, 1]), shift]);
}

/** [n, channels] to [n, 1, 1, channels]. */
function perChannel(graph: GraphBuilder, x: OnnxValue): OnnxValue {
  return graph.node('Unsqueeze', [x, graph.integers([1, 2])]);
}
