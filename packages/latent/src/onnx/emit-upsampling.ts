import type { DenseTensor, SynthesisLayer } from '../checkpoint/checkpoint.js';
import { type GraphBuilder, NO_VALUE, type OnnxValue } from './graph-builder.js';

/** Zero insertion leaves one value in four. */
const INSERTION_GAIN = 4;

/** Every other row and column of a transposed convolution of stride 2: an ordinary convolution of its own. */
export interface Phase {
  /** Rows and columns of the kernel that it takes, in correlation order. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly pads: readonly [top: number, left: number, bottom: number, right: number];
}

/** Along one axis: out[2p - 1] = x[p - 1] w[1], then out[2p] = x[p - 1] w[2] + x[p] w[0], p from 0 to r. */
const PARITIES = [
  { taps: [1], after: 0 },
  { taps: [2, 0], after: 1 },
] as const;

/**
 * Odd rows before even ones, in each odd columns before even ones, from -1 on; all make r + 1 rows and columns
 * of r. (From 0 on the last would be padded after the kernel alone, which ONNX Runtime's WebGPU provider leaves out
 * for kernels of 1x1.)
 */
export const PHASES: readonly Phase[] = PARITIES.flatMap((row) =>
  PARITIES.map(
    (column): Phase => ({ rows: row.taps, columns: column.taps, pads: [1, 1, row.after, column.after] }),
  ),
);

/** The taps of 3x3 kernels that a phase takes. */
export function phaseKernel<T extends Float32Array | Int8Array>(weight: T, { rows, columns }: Phase): T {
  const taps = rows.flatMap((row) => columns.map((column) => 3 * row + column));
  const kernel = weight.slice(0, (weight.length / 9) * taps.length) as T;
  for (let i = 0; i < kernel.length; i++) {
    kernel[i] = weight[9 * Math.floor(i / taps.length) + taps[i % taps.length]!]!;
  }
  return kernel;
}

/**
 * A 3x3 transposed convolution of stride 2, then the resample filter: [n, inChannels, h, w] to [n, outChannels,
 * 2h, 2w]. `observe` is told the value between the two, which begins with a row and a column of zeros.
 *
 * The transposed convolution is four ordinary ones, one for each parity of the output's row and column, with 4,
 * 2, 2 and 1 taps: the same multiplications, but done by the fast convolution of ONNX Runtime's CPU provider,
 * whose ConvTranspose scatters on one thread. With the channels last, weaving the four together copies whole
 * pixels. Every phase is made one longer a side; the first odd row and column are zero and the filter's padding.
 */
export function emitUpConvolution(
  graph: GraphBuilder,
  filter: DenseTensor,
  layer: SynthesisLayer,
  x: OnnxValue,
  observe: (value: OnnxValue) => void,
): OnnxValue {
  const { weight, inChannels, outChannels, resolutionPx, widthPx } = layer;
  const phases = PHASES.map((phase) => {
    const shape = [outChannels, inChannels, phase.rows.length, phase.columns.length];
    return graph.node('Conv', [x, graph.floats(phaseKernel(weight, phase), shape)], {
      kernel_shape: { ints: shape.slice(2) },
      pads: { ints: phase.pads },
    });
  });
  const stacked = graph.node('Concat', phases, { axis: { int: 1 } });
  const last = graph.node('Transpose', [stacked], { perm: { ints: [0, 2, 3, 1] } });
  const woven = emitWeaving(graph, last, [resolutionPx / 2 + 1, widthPx / 2 + 1], outChannels);
  const whole = graph.node('Transpose', [woven], { perm: { ints: [0, 3, 1, 2] } });
  observe(whole);
  return emitFilter(graph, filter, outChannels, whole);
}

/** The four phases beside each other, [n, h, w, 4 channels], as one: [n, 2 h, 2 w, channels]. */
export function emitWeaving(
  graph: GraphBuilder,
  x: OnnxValue,
  [height, width]: readonly [height: number, width: number],
  channels: number,
): OnnxValue {
  const apart = graph.node('Reshape', [x, graph.integers([0, height, width, 2, 2, channels])]);
  const woven = graph.node('Transpose', [apart], { perm: { ints: [0, 1, 3, 2, 4, 5] } });
  return graph.node('Reshape', [woven, graph.integers([0, 2 * height, 2 * width, channels])]);
}

/** The taps [taps, taps] with which a correlation applies the filter after zeros were inserted. */
export function correlationKernel({ values }: DenseTensor): Float32Array {
  return values.map((_, i) => INSERTION_GAIN * values[values.length - 1 - i]!);
}

/** Correlation channel by channel; `x` begins with a row and a column of zeros. */
function emitFilter(graph: GraphBuilder, filter: DenseTensor, channels: number, x: OnnxValue): OnnxValue {
  const taps = filter.shape[0]!;
  const one = correlationKernel(filter);
  const kernel = Float32Array.from({ length: channels * one.length }, (_, i) => one[i % one.length]!);
  const pad = taps / 2 - 1;
  return graph.node('Conv', [x, graph.floats(kernel, [channels, 1, taps, taps])], {
    kernel_shape: { ints: [taps, taps] },
    pads: { ints: [pad - 1, pad - 1, pad, pad] },
    group: { int: channels },
  });
}

/**
 * The RGB so far, [n, 3, height / 2, width / 2] to [n, 3, height, width]: zeros inserted, then the filter.
 *
 * With the usual filter, [1, 3, 3, 1] in both directions, that is linear interpolation between pixel centres with
 * black around the picture. ONNX Runtime's Resize does it in half the time of its ConvTranspose.
 */
export function emitImageUpsampling(
  graph: GraphBuilder,
  filter: DenseTensor,
  image: OnnxValue,
  { resolutionPx, widthPx }: { readonly resolutionPx: number; readonly widthPx: number },
): OnnxValue {
  if (!isLinear(filter)) return emitTransposedFilter(graph, filter, image);
  const framed = graph.node('Pad', [image, graph.integers([0, 0, 1, 1, 0, 0, 1, 1])]);
  const larger = graph.node('Resize', [framed, NO_VALUE, graph.floats(Float32Array.of(1, 1, 2, 2), [4])], {
    mode: { text: 'linear' },
    coordinate_transformation_mode: { text: 'half_pixel' },
  });
  const [start, end] = [
    [2, 2],
    [resolutionPx + 2, widthPx + 2],
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
