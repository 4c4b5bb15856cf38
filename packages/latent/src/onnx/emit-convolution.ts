import type { SynthesisLayer } from '../checkpoint/checkpoint.js';
import type { GraphBuilder, OnnxValue } from './graph-builder.js';

/** What the graph is made for: the CPU provider of ONNX Runtime, or one that runs on a GPU. */
export type Target = 'cpu' | 'gpu';

/** From here on the saved multiplications outweigh the transforms (docs/benchmarks.md). */
const MIN_FAST_CHANNELS = 64;
const MIN_FAST_RESOLUTION_PX = 16;
/** Channels that ONNX Runtime's CPU provider keeps together; other counts leave its fast layout. */
const CHANNEL_BLOCK = 16;

/**
 * Winograd's minimal filtering F(4, 3) over the points 0, 1, -1, 2, -2 and infinity (Lavin and Gray, "Fast
 * algorithms for convolutional neural networks", 2016, §4): four outputs of a filter of three taps from six
 * multiplications instead of twelve. `FROM_INPUT` [6, 6] makes the factors from six inputs, `FROM_KERNEL` [6, 3]
 * those from the taps.
 */
const FROM_INPUT = [
  [4, 0, -5, 0, 1, 0],
  [0, -4, -4, 1, 1, 0],
  [0, 4, -4, -1, 1, 0],
  [0, -2, -1, 2, 1, 0],
  [0, 2, -1, -2, 1, 0],
  [0, 4, 0, -5, 0, 1],
] as const;
const FROM_KERNEL = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
] as const;
const TILE_ROWS = 4;

/** A 3x3 convolution at one resolution: [n, inChannels, r, width] to [n, outChannels, r, width]. */
export function emitConvolution(
  graph: GraphBuilder,
  layer: SynthesisLayer,
  x: OnnxValue,
  target: Target,
): OnnxValue {
  return target === 'cpu' && isWorthTransforming(layer)
    ? emitFastConvolution(graph, layer, x)
    : emitPlainConvolution(graph, layer, x);
}

function isWorthTransforming({ inChannels, outChannels, resolutionPx }: SynthesisLayer): boolean {
  return (
    resolutionPx >= MIN_FAST_RESOLUTION_PX &&
    [inChannels, outChannels].every((count) => count >= MIN_FAST_CHANNELS && count % CHANNEL_BLOCK === 0)
  );
}

function emitPlainConvolution(graph: GraphBuilder, layer: SynthesisLayer, x: OnnxValue): OnnxValue {
  const weight = graph.floats(layer.weight, [layer.outChannels, layer.inChannels, 3, 3]);
  return graph.node('Conv', [x, weight], { kernel_shape: { ints: [3, 3] }, pads: { ints: [1, 1, 1, 1] } });
}

/**
 * The same with F(4, 3) down the columns: half the multiplications. Rows are taken four at a time. All steps but
 * the last are convolutions and sums of whole channels, which the CPU provider does in its blocked layout and
 * partly within one another; along both axes the steps between would cost more than they save.
 */
function emitFastConvolution(graph: GraphBuilder, layer: SynthesisLayer, x: OnnxValue): OnnxValue {
  const { outChannels, resolutionPx, widthPx } = layer;
  const factor = emitFactors(graph, layer, x);
  const add = (a: OnnxValue, b: OnnxValue): OnnxValue => graph.node('Add', [a, b]);
  const scaled = (value: OnnxValue, by: number): OnnxValue => emitScaling(graph, value, outChannels, by);
  const [p1, m1, p2, m2] = [factor(1), factor(2), factor(3), factor(4)];
  const [sum1, sum2] = [add(p1, m1), add(p2, m2)];
  const [difference1, difference2] = [add(scaled(m1, -1), p1), add(scaled(m2, -1), p2)];
  const rows = [
    add(factor(0), add(sum1, sum2)),
    add(scaled(difference2, 2), difference1),
    add(scaled(sum2, 4), sum1),
    add(factor(5), add(scaled(difference2, 8), difference1)),
  ];
  // [n, outChannels, r / 4, 4 width] lies in memory as [n, outChannels, r, width] does.
  const woven = graph.node('Concat', rows, { axis: { int: 3 } });
  return graph.node('Reshape', [woven, graph.integers([0, outChannels, resolutionPx, widthPx])]);
}

/** The products of the transformed rows and the transformed kernel, each [n, outChannels, r / 4, width]. */
function emitFactors(graph: GraphBuilder, layer: SynthesisLayer, x: OnnxValue): (index: number) => OnnxValue {
  const { inChannels, outChannels } = layer;
  const kernels = emitTransformedKernels(graph, layer);
  return (index) => {
    const row = Float32Array.from({ length: 6 * inChannels }, (_, i) => FROM_INPUT[index]![i % 6]!);
    const combined = graph.node('Conv', [x, graph.floats(row, [inChannels, 1, 6, 1])], {
      kernel_shape: { ints: [6, 1] },
      strides: { ints: [TILE_ROWS, 1] },
      pads: { ints: [1, 0, 1, 0] },
      group: { int: inChannels },
    });
    const kernel = graph.node('Gather', [kernels, graph.index(index)], { axis: { int: 0 } });
    const shape = graph.integers([outChannels, inChannels, 1, 3]);
    return graph.node('Conv', [combined, graph.node('Reshape', [kernel, shape])], {
      kernel_shape: { ints: [1, 3] },
      pads: { ints: [0, 1, 0, 1] },
    });
  };
}

/**
 * [6, outChannels * inChannels * 3] of the layer's weight. Constants of constants: ONNX Runtime computes them
 * when a session is made, so the file holds three rows of every kernel and not six.
 */
function emitTransformedKernels(graph: GraphBuilder, layer: SynthesisLayer): OnnxValue {
  const { weight, inChannels, outChannels } = layer;
  const pairs = outChannels * inChannels;
  const rowsFirst = new Float32Array(weight.length);
  for (let pair = 0; pair < pairs; pair++) {
    for (let row = 0; row < 3; row++) {
      const taps = weight.subarray(9 * pair + 3 * row, 9 * pair + 3 * row + 3);
      rowsFirst.set(taps, 3 * (row * pairs + pair));
    }
  }
  const transform = graph.floats(Float32Array.from(FROM_KERNEL.flat()), [6, 3]);
  return graph.node('MatMul', [transform, graph.floats(rowsFirst, [3, 3 * pairs])]);
}

/** x times a number, as a convolution of each channel alone: a Mul would leave the blocked layout. */
function emitScaling(graph: GraphBuilder, x: OnnxValue, channels: number, factor: number): OnnxValue {
  const kernel = new Float32Array(channels).fill(factor);
  return graph.node('Conv', [x, graph.floats(kernel, [channels, 1, 1, 1])], {
    kernel_shape: { ints: [1, 1] },
    group: { int: channels },
  });
}
