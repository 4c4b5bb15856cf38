import type {
  Checkpoint,
  FullyConnected,
  SynthesisBlock,
  SynthesisNetwork,
  ToRgb,
} from '../checkpoint/checkpoint.js';
import type { Target } from './emit-convolution.js';
import { emitFullyConnected } from './emit-mapping.js';
import { emitClamp, emitStyledLayer, type LayerContext } from './emit-styled-layer.js';
import { emitImageUpsampling } from './emit-upsampling.js';
import { GraphBuilder, type GraphOptions, type OnnxValue, UINT8 } from './graph-builder.js';

export interface SynthesisOptions extends GraphOptions {
  /** `const` adds each layer's constant noise, `none` adds none. */
  readonly noise?: 'const' | 'none';
  /** Stops at this resolution and shows the RGB so far. A resolution of the generator; by default its own. */
  readonly stopAtPx?: number;
  /** Which providers of ONNX Runtime it should be fast on; it runs on all. By default the CPU's. */
  readonly target?: Target;
}

/**
 * The synthesis network as an ONNX model: `ws` [n, numWs, wDim] float32 to `image` [n, 3, R, R] float32
 * (nominal range -1..1, not clamped) and `rgb` [n, R, R, 3] uint8. Where it stops early, the ws of the layers
 * left out are still part of the input and have no effect. Upright pictures are made square (`emitSquare`).
 *
 * Throws RangeError when `stopAtPx` is not a resolution of the generator.
 */
export function emitSynthesis(checkpoint: Checkpoint, options: SynthesisOptions = {}): Uint8Array {
  const { noise = 'const', stopAtPx = checkpoint.resolutionPx, target = 'cpu' } = options;
  const { blocks, resampleFilter: filter } = checkpoint.synthesis;
  if (!blocks.some((block) => block.resolutionPx === stopAtPx)) {
    throw new RangeError(`stopAtPx: expected a resolution of the generator, got ${stopAtPx}`);
  }
  const graph = new GraphBuilder('synthesis', options);
  const network = emitNetwork({ graph, filter, noise, target }, checkpoint, stopAtPx);
  const image = emitSquare(graph, checkpoint, stopAtPx, network.image);
  graph.node('Identity', [image], {}, 'image');
  emitBytes(graph, image);
  graph.output('image', 'float32', ['n', 3, stopAtPx, stopAtPx]);
  graph.output('rgb', 'uint8', ['n', stopAtPx, stopAtPx, 3]);
  return graph.encode();
}

/** The input `ws` and all layers up to a resolution: its features [n, channels, r, width] and RGB [n, 3, r, width]. */
export function emitNetwork(
  context: LayerContext,
  checkpoint: Checkpoint,
  stopAtPx: number,
): { readonly features: OnnxValue; readonly image: OnnxValue } {
  const { graph, filter } = context;
  const { blocks, constant } = checkpoint.synthesis;
  const ws = graph.input('ws', 'float32', ['n', checkpoint.numWs, checkpoint.wDim]);
  const w = (index: number): OnnxValue =>
    graph.node('Gather', [ws, graph.index(index)], { axis: { int: 1 } });
  let x = graph.floats(constant.values, [1, ...constant.shape]);
  let image: OnnxValue | null = null;
  for (const block of blocks.filter(({ resolutionPx }) => resolutionPx <= stopAtPx)) {
    let next = block.firstWs;
    if (block.conv0 !== null) x = emitStyledLayer(context, block.conv0, x, w(next++));
    x = emitStyledLayer(context, block.conv1, x, w(next++));
    const colours = emitToRgb(graph, block, x, w(next));
    image =
      image === null
        ? colours
        : graph.node('Add', [emitImageUpsampling(graph, filter, image, block), colours]);
  }
  return { features: x, image: image! };
}

/** Features to RGB. */
function emitToRgb(graph: GraphBuilder, block: SynthesisBlock, x: OnnxValue, w: OnnxValue): OnnxValue {
  const { toRgb: layer, resolutionPx, widthPx } = block;
  const weight = emitToRgbWeight(graph, layer, w);
  const features = graph.node('Reshape', [x, graph.integers([0, layer.inChannels, resolutionPx * widthPx])]);
  const colours = graph.node('Add', [
    graph.node('MatMul', [weight, features]),
    graph.floats(layer.bias, [1, 3, 1]),
  ]);
  const shape = graph.integers([0, 3, resolutionPx, widthPx]);
  return emitClamp(graph, graph.node('Reshape', [colours, shape]), layer.clamp);
}

/**
 * An upright picture [n, 3, side, width] on a square [n, 3, side, side], in the middle, its ground continued to both
 * sides: rooms show, cut out and lay out squares. A square one stays as it is.
 */
export function emitSquare(
  graph: GraphBuilder,
  { synthesis }: Pick<Checkpoint, 'synthesis'>,
  side: number,
  image: OnnxValue,
): OnnxValue {
  const missing = side - widthAt(synthesis, side);
  if (missing === 0) return image;
  const [left, right] = [Math.floor(missing / 2), Math.ceil(missing / 2)];
  return graph.node('Pad', [image, graph.integers([0, 0, 0, left, 0, 0, 0, right])], {
    mode: { text: 'edge' },
  });
}

/** Width in px of what a generator has drawn at a height. Throws RangeError where it has no such resolution. */
export function widthAt({ blocks }: SynthesisNetwork, resolutionPx: number): number {
  const block = blocks.find((one) => one.resolutionPx === resolutionPx);
  if (!block) throw new RangeError(`resolutionPx: expected one of the generator's, got ${resolutionPx}`);
  return block.widthPx;
}

/**
 * The weight of `ToRgb` for each picture, [n, 3, inChannels]. Without demodulation the style can go into the
 * weight, which here is three rows: cheaper than scaling the features.
 */
export function emitToRgbWeight(graph: GraphBuilder, layer: ToRgb, w: OnnxValue): OnnxValue {
  const style = emitFullyConnected(graph, scaledOutputs(layer), w, 1);
  return graph.node('Mul', [
    graph.node('Unsqueeze', [style, graph.integers([1])]),
    graph.floats(layer.weight, [1, 3, layer.inChannels]),
  ]);
}

function scaledOutputs({ affine, styleGain }: ToRgb): FullyConnected {
  return { ...affine, weightGain: affine.weightGain * styleGain, biasGain: affine.biasGain * styleGain };
}

/** floor(127.5 image + 128) in 0..255: StyleGAN2-ADA's rounding, to the nearest with ties up. Channels last. */
export function emitBytes(graph: GraphBuilder, image: OnnxValue): void {
  const scaled = graph.node('Add', [graph.node('Mul', [image, graph.scalar(127.5)]), graph.scalar(128)]);
  const limited = graph.node('Clip', [scaled, graph.scalar(0), graph.scalar(255)]);
  const bytes = graph.node('Cast', [limited], { to: UINT8 });
  graph.node('Transpose', [bytes], { perm: { ints: [0, 2, 3, 1] } }, 'rgb');
}
