import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { GraphBuilder, type GraphOptions, type OnnxValue } from '../onnx/graph-builder.js';
import { emitFoldedConvolution, emitFoldedLayer } from './emit-folded.js';
import { countIn, type PhotoNetwork } from './photo-network.js';

/** The generator that an encoder was trained for, by its sizes. */
export interface EncoderShape {
  readonly resolutionPx: number;
  readonly numWs: number;
  readonly wDim: number;
  readonly categories: readonly string[];
}

/** Throws CheckpointError. */
export function encoderShape(network: PhotoNetwork): EncoderShape {
  return {
    resolutionPx: countIn(network, 'resolution'),
    numWs: countIn(network, 'num_ws'),
    wDim: countIn(network, 'w_dim'),
    categories: network.categories,
  };
}

/**
 * The encoder as an ONNX model: `picture` [n, 3, R, R] float32 in -1 to 1, a garment on white, to `wPlus`
 * [n, numWs, wDim], one w and an offset of low rank for each layer (Tov et al. 2021), and, where the generator has
 * classes, `category` [n, c], logits. `refinements` [k, numWs, wDim] is the same for every picture: the changes of
 * wPlus that are worth a try, each as long as one is likely to be. Throws CheckpointError.
 */
export function emitEncoder(network: PhotoNetwork, options: GraphOptions = {}): Uint8Array {
  const { resolutionPx, numWs, wDim, categories } = encoderShape(network);
  const { weights } = network;
  const graph = new GraphBuilder('encoder', options);
  const picture = graph.input('picture', 'float32', ['n', 3, resolutionPx, resolutionPx]);
  let x = emitFoldedConvolution(graph, network, 'first', picture);
  let level = 0;
  for (; weights.has(`down${level}.weight`); level++) {
    x = emitFoldedConvolution(graph, network, `down${level}`, x, { stride: 2 });
    x = graph.node('Add', [x, emitFoldedConvolution(graph, network, `level${level}`, x)]);
  }
  if (4 * 2 ** level !== resolutionPx) {
    throw new CheckpointError('bad_shape', `An encoder of ${level} halvings is not for ${resolutionPx} px.`);
  }
  x = graph.node('Flatten', [emitFoldedConvolution(graph, network, 'gather', x)], { axis: { int: 1 } });
  const features = graph.node('Relu', [emitFoldedLayer(graph, network, 'features', x)]);
  emitWPlus(graph, network, features, [numWs, wDim]);
  if (categories.length > 0) {
    emitFoldedLayer(graph, network, 'to_category', features, 'category');
    graph.output('category', 'float32', ['n', categories.length]);
  }
  const refinements = weights.dense('refinements', [null, numWs * wDim]);
  const shape = [refinements.shape[0]!, numWs, wDim];
  graph.node('Identity', [graph.floats(refinements.values, shape)], {}, 'refinements');
  graph.output('refinements', 'float32', shape);
  weights.expectAllRead(() => false);
  return graph.encode();
}

function emitWPlus(
  graph: GraphBuilder,
  network: PhotoNetwork,
  features: OnnxValue,
  [numWs, wDim]: readonly [number, number],
): void {
  const w = graph.node('Unsqueeze', [emitFoldedLayer(graph, network, 'to_w', features), graph.integers([1])]);
  const { shape, values } = network.weights.dense('offsets', [null, numWs * wDim]);
  const shares = emitFoldedLayer(graph, network, 'to_offsets', features);
  const flat = graph.node('MatMul', [shares, graph.floats(values, shape)]);
  const offsets = graph.node('Reshape', [flat, graph.integers([0, numWs, wDim])]);
  graph.node('Add', [w, offsets], {}, 'wPlus');
  graph.output('wPlus', 'float32', ['n', numWs, wDim]);
}
