import { GraphBuilder, type GraphOptions, NO_VALUE, type OnnxValue } from '../onnx/graph-builder.js';
import { emitFoldedConvolution } from './emit-folded.js';
import { countIn, type PhotoNetwork } from './photo-network.js';

/**
 * The matting network as an ONNX model: `photo` [n, 3, S, S] float32 in -1 to 1 to `alpha` [n, 1, S, S] float32 in
 * 0 to 1. A U-Net (Ronneberger et al. 2015); S is the file's `size`. Throws CheckpointError.
 */
export function emitMatte(network: PhotoNetwork, options: GraphOptions = {}): Uint8Array {
  const side = countIn(network, 'size');
  const graph = new GraphBuilder('matte', options);
  const photo = graph.input('photo', 'float32', ['n', 3, side, side]);
  const convolved = (name: string, x: OnnxValue, stride: 1 | 2 = 1): OnnxValue =>
    emitFoldedConvolution(graph, network, name, x, { stride });
  const levels: OnnxValue[] = [];
  let x = photo;
  while (network.weights.has(`down${levels.length}.weight`)) {
    const level = levels.length;
    x = convolved(`level${level}`, convolved(`down${level}`, x, 2));
    levels.push(x);
  }
  x = convolved('middle', x);
  for (let level = levels.length - 2; level >= 0; level--) {
    x = convolved(`up${level}`, joined(graph, doubled(graph, x), levels[level]!));
  }
  x = convolved('last', joined(graph, doubled(graph, x), photo));
  const logits = emitFoldedConvolution(graph, network, 'out', x, { activate: false });
  graph.node('Sigmoid', [logits], {}, 'alpha');
  graph.output('alpha', 'float32', ['n', 1, side, side]);
  network.weights.expectAllRead(() => false);
  return graph.encode();
}

const joined = (graph: GraphBuilder, a: OnnxValue, b: OnnxValue): OnnxValue =>
  graph.node('Concat', [a, b], { axis: { int: 1 } });

function doubled(graph: GraphBuilder, x: OnnxValue): OnnxValue {
  return graph.node('Resize', [x, NO_VALUE, graph.floats(Float32Array.of(1, 1, 2, 2), [4])], {
    mode: { text: 'linear' },
    coordinate_transformation_mode: { text: 'half_pixel' },
  });
}
