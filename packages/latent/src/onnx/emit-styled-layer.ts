import type { DenseTensor, SynthesisLayer } from '../checkpoint/checkpoint.js';
import { emitConvolution, type Target } from './emit-convolution.js';
import { emitFullyConnected, LEAKY_SLOPE } from './emit-mapping.js';
import { emitUpConvolution } from './emit-upsampling.js';
import type { GraphBuilder, OnnxValue } from './graph-builder.js';

const DEMODULATION_EPSILON = 1e-8;
/** Noise and bias become one constant of the layer's size up to here (8 MiB): one pass instead of two. */
const MAX_MERGED_ELEMENTS = 2 ** 21;

export interface LayerContext {
  readonly graph: GraphBuilder;
  /** The resample filter [taps, taps]. */
  readonly filter: DenseTensor;
  readonly noise: 'const' | 'none';
  readonly target: Target;
  /**
   * Told the values of a layer as they arise, with its style [n, inChannels]: the input times the style, the
   * convolution, and, where the layer doubles the resolution, the convolution after the resample filter.
   */
  readonly observe?: (value: OnnxValue, style: OnnxValue) => void;
}

/**
 * A modulated 3x3 convolution, then noise, bias, leaky ReLU and clamp; `x` [n, inChannels, height, width]
 * and `w` [n, wDim] to [n, outChannels, resolutionPx, widthPx].
 *
 * conv(x, style * weight * demodulation) is written as demodulation * conv(style * x, weight): exact, and the
 * weight stays constant over a batch. The gain of sqrt(2) is moved before the leaky ReLU and into constants.
 */
export function emitStyledLayer(
  context: LayerContext,
  layer: SynthesisLayer,
  x: OnnxValue,
  w: OnnxValue,
): OnnxValue {
  const { graph, filter, target } = context;
  const style = emitFullyConnected(graph, layer.affine, w, 1);
  const observe = (value: OnnxValue): void => context.observe?.(value, style);
  const modulated = graph.node('Mul', [x, perChannel(graph, style)]);
  observe(modulated);
  const convolved =
    layer.up === 2
      ? emitUpConvolution(graph, filter, layer, modulated, observe)
      : emitConvolution(graph, layer, modulated, target);
  observe(convolved);
  const scaled = graph.node('Mul', [convolved, perChannel(graph, emitDemodulation(graph, layer, style))]);
  const shifted = emitNoiseAndBias(context, layer, scaled);
  return emitClamp(graph, graph.node('LeakyRelu', [shifted], { alpha: { float: LEAKY_SLOPE } }), layer.clamp);
}

/** Limits x to -clamp..clamp; null is no limit. */
export function emitClamp(graph: GraphBuilder, x: OnnxValue, clamp: number | null): OnnxValue {
  return clamp === null ? x : graph.node('Clip', [x, graph.scalar(-clamp), graph.scalar(clamp)]);
}

/**
 * sqrt(2) / sqrt(sum over inputs and taps of (style * weight)^2 + 1e-8), [n, outChannels] (Karras et al. 2020,
 * eq. 3). The squared weights are summed over their taps beforehand.
 */
export function emitDemodulation(graph: GraphBuilder, layer: SynthesisLayer, style: OnnxValue): OnnxValue {
  const { inChannels, outChannels } = layer;
  const energy = graph.node('MatMul', [
    graph.node('Mul', [style, style]),
    graph.floats(tapEnergy(layer), [inChannels, outChannels]),
  ]);
  const root = graph.node('Sqrt', [graph.node('Add', [energy, graph.scalar(DEMODULATION_EPSILON)])]);
  return graph.node('Div', [graph.scalar(Math.SQRT2), root]);
}

/** Sum of the squared taps, [inChannels, outChannels]. */
function tapEnergy({ weight, inChannels, outChannels }: SynthesisLayer): Float32Array {
  const energy = new Float32Array(inChannels * outChannels);
  for (let o = 0; o < outChannels; o++) {
    for (let c = 0; c < inChannels; c++) {
      const first = (o * inChannels + c) * 9;
      let sum = 0;
      for (let tap = first; tap < first + 9; tap++) sum += weight[tap]! ** 2;
      energy[c * outChannels + o] = sum;
    }
  }
  return energy;
}

function emitNoiseAndBias({ graph, noise }: LayerContext, layer: SynthesisLayer, x: OnnxValue): OnnxValue {
  const { outChannels, resolutionPx, widthPx } = layer;
  const bias = graph.floats(scaledBy(layer.bias, Math.SQRT2), [1, outChannels, 1, 1]);
  if (noise === 'none' || layer.noise === null) return graph.node('Add', [x, bias]);
  const { constant, strength } = layer.noise;
  const added = graph.floats(scaledBy(constant, strength * Math.SQRT2), [1, 1, resolutionPx, widthPx]);
  if (outChannels * resolutionPx * widthPx > MAX_MERGED_ELEMENTS) {
    return graph.node('Add', [graph.node('Add', [x, added]), bias]);
  }
  // A sum of constants is computed when the session is made, so the file stays small.
  return graph.node('Add', [x, graph.node('Add', [added, bias])]);
}

/** [n, channels] to [n, channels, 1, 1]. */
function perChannel(graph: GraphBuilder, x: OnnxValue): OnnxValue {
  return graph.node('Unsqueeze', [x, graph.integers([2, 3])]);
}

export function scaledBy(values: Float32Array, factor: number): Float32Array {
  return values.map((value) => value * factor);
}
