import type { Checkpoint, FullyConnected } from '../checkpoint/checkpoint.js';
import { GraphBuilder, type GraphOptions, type OnnxValue } from './graph-builder.js';

/** Slope of the leaky ReLU for negative values. */
export const LEAKY_SLOPE = 0.2;
const MOMENT_EPSILON = 1e-8;

/**
 * The mapping network as an ONNX model: `z` [n, zDim] float32 and, where the generator has classes, `c`
 * [n, cDim] one-hot float32, to `w` [n, wDim] float32. No truncation.
 */
export function emitMapping(checkpoint: Checkpoint, options: GraphOptions = {}): Uint8Array {
  const { mapping, zDim, cDim, wDim } = checkpoint;
  const graph = new GraphBuilder('mapping', options);
  let x = normalised(graph, graph.input('z', 'float32', ['n', zDim]));
  if (mapping.embed !== null) {
    const c = graph.input('c', 'float32', ['n', cDim]);
    const embedded = normalised(graph, emitFullyConnected(graph, mapping.embed, c, 1));
    x = graph.node('Concat', [x, embedded], { axis: { int: 1 } });
  }
  for (const [i, layer] of mapping.layers.entries()) {
    const output = i === mapping.layers.length - 1 ? 'w' : undefined;
    // leaky(sqrt(2) v) = sqrt(2) leaky(v), so the gain goes into the weights.
    const scaled = emitFullyConnected(graph, layer, x, Math.SQRT2);
    x = graph.node('LeakyRelu', [scaled], { alpha: { float: LEAKY_SLOPE } }, output);
  }
  graph.output('w', 'float32', ['n', wDim]);
  return graph.encode();
}

/** gain * (x (weight * weightGain)^T + bias * biasGain), the gains folded into the constants. */
export function emitFullyConnected(
  graph: GraphBuilder,
  layer: FullyConnected,
  x: OnnxValue,
  gain: number,
): OnnxValue {
  const weight = layer.weight.map((value) => value * layer.weightGain * gain);
  const bias = layer.bias.map((value) => value * layer.biasGain * gain);
  return graph.node(
    'Gemm',
    [x, graph.floats(weight, [layer.outFeatures, layer.inFeatures]), graph.floats(bias, [layer.outFeatures])],
    { transB: { int: 1 } },
  );
}

/** x over the root of its mean square along axis 1. */
function normalised(graph: GraphBuilder, x: OnnxValue): OnnxValue {
  const square = graph.node('Mul', [x, x]);
  const mean = graph.node('ReduceMean', [square], { axes: { ints: [1] }, keepdims: { int: 1 } });
  const root = graph.node('Sqrt', [graph.node('Add', [mean, graph.scalar(MOMENT_EPSILON)])]);
  return graph.node('Div', [x, root]);
}
