import type { DenseTensor, SynthesisLayer } from '../checkpoint/checkpoint.js';
import { type GraphBuilder, NO_VALUE, type OnnxValue } from './graph-builder.js';

/** Zero insertion leaves one value in four. */
const INSERTION_GAIN = 4;

/**
 * Taps of a transposed convolution of stride 2 by the parity of the output: out[2p] = x[p - 1] w[2] + x[p] w[0]
 * and out[2p + 1] = x[p] w[1].
 */
const PARITY_TAPS = [[2, 0], [1]] as const;

/**
 * A 3x3 transposed convolution of stride 2, then the resample filter: [n, inChannels, r, r] to [n, outChannels,
 * 2r, 2r].
 *
 * The transposed convolution is four ordinary ones, one for each parity of the output's row and column, with 4,
 * 2, 2 and 1 taps: the same multiplications, but done by the fast convolution of ONNX Runtime's CPU provider,
 * whose ConvTranspose scatters on one thread. With the channels last, weaving the four together copies whole
 * pixels. Every phase is made r + 1 a side; the last odd row and column are zero and the filter's padding.
 */
export function emitUpConvolution(
  graph: GraphBuilder,
  filter: DenseTensor,
  layer: SynthesisLayer,
  x: OnnxValue,
): OnnxValue {
  const side = layer.resolutionPx / 2 + 1;
  const { outChannels } = layer;
  const phases = [0, 1].flatMap((row) => [0, 1].map((column) => emitPhase(graph, layer, x, row, column)));
  const stacked = graph.node('Concat', phases, { axis: { int: 1 } });
  const last = graph.node('Transpose', [stacked], { perm: { ints: [0, 2, 3, 1] } });
  const apart = graph.node('Reshape', [last, graph.integers([0, side, side, 2, 2, outChannels])]);
  const woven = graph.node('Transpose', [apart], { perm: { ints: [0, 1, 3, 2, 4, 5] } });
  const whole = graph.node('Reshape', [woven, graph.integers([0, 2 * side, 2 * side, outChannels])]);
  const first = graph.node('Transpose', [whole], { perm: { ints: [0, 3, 1, 2] } });
  return emitFilter(graph, filter, outChannels, first);
}

function emitPhase(
  graph: GraphBuilder,
  layer: SynthesisLayer,
  x: OnnxValue,
  row: number,
  column: number,
): OnnxValue {
  const [rows, columns] = [PARITY_TAPS[row]!, PARITY_TAPS[column]!];
  const { weight, inChannels, outChannels } = layer;
  const taps = rows.flatMap((r) => columns.map((c) => 3 * r + c));
  const kernel = new Float32Array(inChannels * outChannels * taps.length);
  for (let i = 0; i < kernel.length; i++) {
    kernel[i] = weight[9 * Math.floor(i / taps.length) + taps[i % taps.length]!]!;
  }
  const shape = [outChannels, inChannels, rows.length, columns.length];
  return graph.node('Conv', [x, graph.floats(kernel, shape)], {
    kernel_shape: { ints: [rows.length, columns.length] },
    pads: { ints: [1 - row, 1 - column, 1, 1] },
  });
}

/** Correlation with the flipped filter, channel by channel; `x` is one row and one column longer than 2r + 1. */
function emitFilter(graph: GraphBuilder, filter: DenseTensor, channels: number, x: OnnxValue): OnnxValue {
  const { values } = filter;
  const taps = filter.shape[0]!;
  const kernel = Float32Array.from(
    { length: channels * values.length },
    (_, i) => INSERTION_GAIN * values[values.length - 1 - (i % values.length)]!,
  );
  const pad = taps / 2 - 1;
  return graph.node('Conv', [x, graph.floats(kernel, [channels, 1, taps, taps])], {
    kernel_shape: { ints: [taps, taps] },
    pads: { ints: [pad, pad, pad - 1, pad - 1] },
    group: { int: channels },
  });
}

/**
 * The RGB so far, [n, 3, half, half] to [n, 3, 2 half, 2 half]: zeros inserted, then the filter.
 *
 * With the usual filter, [1, 3, 3, 1] in both directions, that is linear interpolation between pixel centres with
 * black around the picture. ONNX Runtime's Resize does it in half the time of its ConvTranspose.
 */
export function emitImageUpsampling(
  graph: GraphBuilder,
  filter: DenseTensor,
  image: OnnxValue,
  half: number,
): OnnxValue {
  if (!isLinear(filter)) return emitTransposedFilter(graph, filter, image);
  const framed = graph.node('Pad', [image, graph.integers([0, 0, 1, 1, 0, 0, 1, 1])]);
  const larger = graph.node('Resize', [framed, NO_VALUE, graph.floats(Float32Array.of(1, 1, 2, 2), [4])], {
    mode: { text: 'linear' },
    coordinate_transformation_mode: { text: 'half_pixel' },
  });
  const [start, end] = [
    [2, 2],
    [2 * half + 2, 2 * half + 2],
  ].map((at) => graph.integers(at));
  return graph.node('Slice', [larger, start!, end!, graph.integers([2, 3])]);
}

function emitTransposedFilter(graph: GraphBuilder, filter: DenseTensor, image: OnnxValue): OnnxValue {
  const taps = filter.shape[0]!;
  const { values } = filter;
  const kernel = Float32Array.from(
    { length: 3 * values.length },
    (_, i) => INSERTION_GAIN * values[i % values.length]!,
  );
  const pad = taps / 2 - 1;
  return graph.node('ConvTranspose', [image, graph.floats(kernel, [3, 1, taps, taps])], {
    kernel_shape: { ints: [taps, taps] },
    strides: { ints: [2, 2] },
    pads: { ints: [pad, pad, pad, pad] },
    group: { int: 3 },
  });
}

function isLinear({ values, shape }: DenseTensor): boolean {
  const taps = [1, 3, 3, 1];
  const isSame = (value: number, i: number): boolean =>
    Math.abs(64 * value - taps[Math.floor(i / 4)]! * taps[i % 4]!) < 1e-5;
  return shape[0] === taps.length && values.every(isSame);
}
