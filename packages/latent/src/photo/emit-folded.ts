import type { GraphBuilder, OnnxValue } from '../onnx/graph-builder.js';
import type { PhotoNetwork } from './photo-network.js';

/** Emits a 3x3 convolution `name` to `outChannels` with its bias, and a ReLU unless told otherwise. */
export function emitFoldedConvolution(
  graph: GraphBuilder,
  { weights }: PhotoNetwork,
  name: string,
  x: OnnxValue,
  { stride = 1, activate = true }: { readonly stride?: 1 | 2; readonly activate?: boolean } = {},
): OnnxValue {
  const { shape, values } = weights.dense(`${name}.weight`, [null, null, 3, 3]);
  const bias = weights.values(`${name}.bias`, [shape[0]!]);
  const convolved = graph.node('Conv', [x, graph.floats(values, shape), graph.floats(bias, [shape[0]!])], {
    kernel_shape: { ints: [3, 3] },
    strides: { ints: [stride, stride] },
    pads: { ints: [1, 1, 1, 1] },
  });
  return activate ? graph.node('Relu', [convolved]) : convolved;
}

/** Emits a fully connected layer `name` with its bias: [n, in] to [n, out]. */
export function emitFoldedLayer(
  graph: GraphBuilder,
  { weights }: PhotoNetwork,
  name: string,
  x: OnnxValue,
  output?: string,
): OnnxValue {
  const { shape, values } = weights.dense(`${name}.weight`, [null, null]);
  const bias = weights.values(`${name}.bias`, [shape[0]!]);
  const inputs = [x, graph.floats(values, shape), graph.floats(bias, [shape[0]!])];
  return graph.node('Gemm', inputs, { transB: { int: 1 } }, output);
}
