import { GraphBuilder, type OnnxDimension, type OnnxElementType, type OnnxValue } from '@toile/latent';
import type { ClipVocabulary } from '@toile/protocol';

/** Words that the small text encoder knows: for each of its axes one that is a colour's name, and one that is none. */
export const colourWords = [
  ['red', 'fiery'],
  ['green', 'grassy'],
  ['blue', 'watery'],
] as const;
/** One axis for each, and one that everything has a little of. */
const width = colourWords.length + 1;

/** How an export differs from another: names, types, shapes. */
export interface ExportFlavour {
  readonly ids?: { readonly name: string; readonly type: 'int64' | 'int32'; readonly length: OnnxDimension };
  /** The name of an attention mask's input. */
  readonly mask?: string;
  readonly textOutput?: string;
  readonly pixels?: {
    readonly name: string;
    readonly type?: 'float32' | 'float16';
    readonly side: OnnxDimension;
  };
  readonly imageOutput?: string;
  readonly batch?: OnnxDimension;
  /** Without the layer that brings both into one space: text gives hidden states only. */
  readonly unprojected?: boolean;
  readonly mean?: readonly [number, number, number];
  readonly std?: readonly [number, number, number];
}

const HALF = { int: 10 };
const FLOAT = { int: 1 };
const LONG = { int: 7 };

export const clipMean = [0.48145466, 0.4578275, 0.40821073] as const;
export const clipStd = [0.26862954, 0.26130258, 0.27577711] as const;

/** A text encoder that counts words for colours, and nothing else. */
export function emitColourText(vocabulary: ClipVocabulary, flavour: ExportFlavour = {}): Uint8Array {
  const graph = new GraphBuilder('text');
  addText(graph, vocabulary, flavour);
  return graph.encode();
}

/** An image encoder that measures how much redder, greener and bluer than grey a picture is. */
export function emitColourImage(flavour: ExportFlavour = {}): Uint8Array {
  const graph = new GraphBuilder('image');
  addImage(graph, flavour);
  return graph.encode();
}

/** Both in one file, with the logits that such exports also have. */
export function emitColourModel(vocabulary: ClipVocabulary, flavour: ExportFlavour = {}): Uint8Array {
  const graph = new GraphBuilder('model');
  const text = addText(graph, vocabulary, flavour);
  const image = addImage(graph, flavour);
  const across = graph.node('Transpose', [text], { perm: { ints: [1, 0] } });
  graph.node('MatMul', [image, across], {}, 'logits_per_image');
  graph.output('logits_per_image', 'float32', ['image_batch', 'text_batch']);
  return graph.encode();
}

function addText(graph: GraphBuilder, vocabulary: ClipVocabulary, flavour: ExportFlavour): OnnxValue {
  const { ids = { name: 'input_ids', type: 'int64', length: 'sequence' }, batch = 'text_batch' } = flavour;
  const { mask, textOutput = 'text_embeds', unprojected = false } = flavour;
  const given = graph.input(ids.name, ids.type, [batch, ids.length]);
  const indices = ids.type === 'int32' ? graph.node('Cast', [given], { to: LONG }) : given;
  const rows = Math.max(...Object.values(vocabulary.ids)) + 1;
  const table = new Float32Array(rows * width);
  for (const [axis, words] of colourWords.entries()) {
    for (const id of words.map((word) => vocabulary.ids[`${word}</w>`])) {
      if (id !== undefined) table[id * width + axis] = 1;
    }
  }
  table[vocabulary.start * width + width - 1] = 0.1;
  let states = graph.node('Gather', [graph.floats(table, [rows, width]), indices], { axis: { int: 0 } });
  if (mask !== undefined) {
    const counts = graph.node('Cast', [graph.input(mask, ids.type, [batch, ids.length])], { to: FLOAT });
    states = graph.node('Mul', [states, graph.node('Unsqueeze', [counts, graph.integers([2])])]);
  }
  if (unprojected) {
    graph.node('Identity', [states], {}, 'last_hidden_state');
    graph.output('last_hidden_state', 'float32', [batch, ids.length, width]);
    return states;
  }
  const sum = graph.node('ReduceSum', [states, graph.integers([1])], { keepdims: { int: 0 } });
  return out(graph, sum, textOutput, flavour.pixels?.type === 'float16' ? 'float16' : 'float32', batch);
}

function addImage(graph: GraphBuilder, flavour: ExportFlavour): OnnxValue {
  const { pixels = { name: 'pixel_values', side: 224 }, batch = 'image_batch' } = flavour;
  const { imageOutput = 'image_embeds', mean = clipMean, std = clipStd } = flavour;
  const type = pixels.type ?? 'float32';
  const given = graph.input(pixels.name, type, [batch, 3, pixels.side, pixels.side]);
  const values = type === 'float16' ? graph.node('Cast', [given], { to: FLOAT }) : given;
  const scaled = graph.node('Mul', [values, graph.floats(Float32Array.from(std), [3, 1, 1])]);
  const rgb = graph.node('Add', [scaled, graph.floats(Float32Array.from(mean), [3, 1, 1])]);
  const weights = Float32Array.from([1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1, 0, 0, 0]);
  const bias = graph.floats(Float32Array.from([-0.02, -0.02, -0.02, 0.01]), [width]);
  const chroma = graph.node('Relu', [
    graph.node('Conv', [rgb, graph.floats(weights, [width, 3, 1, 1]), bias]),
  ]);
  const mean1 = graph.node('Flatten', [graph.node('GlobalAveragePool', [chroma])]);
  return out(graph, mean1, imageOutput, type, batch);
}

function out(
  graph: GraphBuilder,
  value: OnnxValue,
  name: string,
  type: OnnxElementType,
  batch: OnnxDimension,
): OnnxValue {
  const named =
    type === 'float16'
      ? graph.node('Cast', [value], { to: HALF }, name)
      : graph.node('Identity', [value], {}, name);
  graph.output(name, type, [batch, width]);
  return named;
}
