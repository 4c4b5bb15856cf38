import type { Checkpoint, SynthesisBlock } from '../../checkpoint/checkpoint.js';
import { emitNetwork } from '../emit-synthesis.js';
import { GraphBuilder, type OnnxValue } from '../graph-builder.js';
import { emitStyleSize, normalisedLayer } from './normalised-layer.js';

/**
 * The first layers of a generator, exact, with what a preview has to be fitted to: `ws` [n, numWs, wDim] float32
 * to `peaks` and `powers` [n, k], the largest magnitude and the mean square of every value that a preview keeps in
 * bytes (for each layer in drawing order those of `LayerRanges`), `features` [n, channels, S, W] and `image`
 * [n, 3, S, W], W the width at that height.
 */
export function emitPreviewProbe(checkpoint: Checkpoint, stopAtPx: number): Uint8Array {
  const graph = new GraphBuilder('preview-probe');
  const { resampleFilter: filter, blocks } = checkpoint.synthesis;
  const peaks: OnnxValue[] = [];
  const powers: OnnxValue[] = [];
  const over = { axes: { ints: [1, 2, 3] }, keepdims: { int: 0 } };
  const column = (value: OnnxValue): OnnxValue => graph.node('Unsqueeze', [value, graph.integers([1])]);
  const observe = (value: OnnxValue, style: OnnxValue): void => {
    const size = emitStyleSize(graph, style);
    const peak = graph.node('ReduceMax', [graph.node('Abs', [value])], over);
    const power = graph.node('ReduceMean', [graph.node('Mul', [value, value])], over);
    peaks.push(graph.node('Div', [column(peak), size]));
    powers.push(graph.node('Div', [column(power), graph.node('Mul', [size, size])]));
  };
  const network = emitNetwork(
    { graph, filter, noise: 'const', target: 'cpu', observe },
    { ...checkpoint, synthesis: { ...checkpoint.synthesis, blocks: blocks.map(normalisedBlock) } },
    stopAtPx,
  );
  graph.node('Concat', peaks, { axis: { int: 1 } }, 'peaks');
  graph.node('Concat', powers, { axis: { int: 1 } }, 'powers');
  graph.node('Identity', [network.features], {}, 'features');
  graph.node('Identity', [network.image], {}, 'image');
  const last = blocks.find((block) => block.resolutionPx === stopAtPx);
  const [channels, widthPx] = [last?.conv1.outChannels ?? 0, last?.widthPx ?? 0];
  graph.output('peaks', 'float32', ['n', peaks.length]);
  graph.output('powers', 'float32', ['n', powers.length]);
  graph.output('features', 'float32', ['n', channels, stopAtPx, widthPx]);
  graph.output('image', 'float32', ['n', 3, stopAtPx, widthPx]);
  return graph.encode();
}

function normalisedBlock(block: SynthesisBlock): SynthesisBlock {
  const { conv0, conv1 } = block;
  return { ...block, conv0: conv0 && normalisedLayer(conv0), conv1: normalisedLayer(conv1) };
}
