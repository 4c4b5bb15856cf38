import type { SynthesisLayer } from '../../checkpoint/checkpoint.js';
import type { GraphBuilder, OnnxValue } from '../graph-builder.js';

const EPSILON = 1e-8;

/**
 * The layer with every kernel scaled to an energy of 1 an input channel. Demodulation undoes any scale of kernels
 * and style, so it draws the same, and all output channels fill one range alike.
 */
export function normalisedLayer(layer: SynthesisLayer): SynthesisLayer {
  const { inChannels, outChannels } = layer;
  const weight = layer.weight.slice();
  for (let o = 0; o < outChannels; o++) {
    const kernel = weight.subarray(9 * inChannels * o, 9 * inChannels * (o + 1));
    const energy = kernel.reduce((sum, value) => sum + value * value, 0) / inChannels;
    for (let i = 0; i < kernel.length; i++) kernel[i]! /= Math.sqrt(energy + EPSILON);
  }
  return { ...layer, weight };
}

/** The root of the mean square of a style [n, channels], [n, 1]. */
export function emitStyleSize(graph: GraphBuilder, style: OnnxValue): OnnxValue {
  const square = graph.node('Mul', [style, style]);
  const mean = graph.node('ReduceMean', [square], { axes: { ints: [1] }, keepdims: { int: 1 } });
  return graph.node('Sqrt', [graph.node('Add', [mean, graph.scalar(EPSILON)])]);
}
