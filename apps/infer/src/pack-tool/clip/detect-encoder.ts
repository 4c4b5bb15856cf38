import type { ClipEncoderFile } from '@toile/protocol';
import { RefusedError } from '../command.js';

/** An input or output as ONNX Runtime describes it; a size that is free is a string. */
export interface TensorDescription {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** What a file's network takes and gives. */
export interface NetworkDescription {
  /** As the person named the file. */
  readonly path: string;
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
}

/** How an encoder is fed, and what its shapes say of it. */
export interface DetectedEncoder extends Omit<ClipEncoderFile, 'file'> {
  /** Tokens of one text, or pixels of a side; null where the network takes any. */
  readonly size: number | null;
  /** Values of one embedding; null where only a run tells. */
  readonly width: number | null;
  /** The convention of its names. */
  readonly convention: 'hugging-face' | 'openai';
  /** Whether it is known to give vectors before the projection that makes texts and pictures comparable. */
  readonly isUnprojected: boolean;
}

type Input = ClipEncoderFile['inputs'][number];

/**
 * The names under which exports give embeddings, the surest first: Hugging Face's models with projection, and those
 * of Sentence Transformers; OpenCLIP's and OpenAI's functions; Immich's; CLIP-as-service's; last what models without
 * a projection give.
 */
const outputNames = {
  text: [
    'text_embeds',
    'text_features',
    'sentence_embedding',
    'embedding',
    'embeddings',
    'output',
    'pooler_output',
  ],
  image: ['image_embeds', 'image_features', 'embedding', 'embeddings', 'output', 'pooler_output'],
} as const;

/**
 * Tells from its inputs and outputs how a network embeds texts (or pictures). Known: Hugging Face Optimum and
 * Transformers.js (`input_ids`, `attention_mask`, `pixel_values`, as two files or one), OpenAI's CLIP and
 * CLIP-as-service (`input`, `text`), OpenCLIP and Immich (`text`, `image`, one at a time); ids in int64 or int32,
 * pictures in float32 or float16. Throws RefusedError with one line that says what does not fit.
 */
export function detectEncoder(role: 'text' | 'image', network: NetworkDescription): DetectedEncoder {
  const { path, inputs, outputs } = network;
  const refuse = (why: string) =>
    new RefusedError(`${path} is no ${role} encoder that is known here: ${why}.`);
  const taken = inputs.map((input) => ({ input, takes: kindOf(input) }));
  const strange = taken.find(({ takes }) => takes === null);
  if (strange) throw refuse(`its input ${described(strange.input)} is not understood`);
  const of = (kind: Input['takes']) => taken.filter(({ takes }) => takes === kind).map(({ input }) => input);
  const [ids, pixels] = [of('ids'), of('pixels')];
  if (ids.length > 1 || pixels.length > 1) throw refuse('it takes several texts or pictures');
  const own = role === 'text' ? ids[0] : pixels[0];
  if (!own)
    throw refuse(
      `it takes ${inputs.map(described).join(', ')}, no ${role === 'text' ? 'token ids' : 'pictures'}`,
    );
  if (
    role === 'image' &&
    own.shape[2] !== own.shape[3] &&
    own.shape.slice(2).every((size) => sizeOf(size) !== null)
  ) {
    throw refuse(`its pictures are ${own.shape[2]} x ${own.shape[3]}, not square`);
  }
  const output = outputOf(role, network);
  if (!output) {
    const given = outputs.map(described).join(', ');
    throw refuse(
      `it gives ${given}, no embedding [N, width]; export it with its projection (text_embeds, image_embeds)`,
    );
  }
  const batch = sizeOf(own.shape[0]!);
  if (batch !== null && batch !== 1)
    throw refuse(`it takes ${batch} at a time; export it for 1 or for any number`);
  return {
    inputs: taken.map(({ input, takes }) => ({
      name: input.name,
      takes: takes!,
      type: input.type as Input['type'],
    })),
    output: { name: output.name, type: output.type as 'float32' | 'float16' },
    batches: batch === null,
    size: sizeOf(own.shape[role === 'text' ? 1 : 2]!),
    width: sizeOf(output.shape[1]!),
    convention:
      ids.some(({ name }) => name === 'input_ids') || own.name === 'pixel_values' ? 'hugging-face' : 'openai',
    isUnprojected: output.name === 'pooler_output',
  };
}

/** What an input takes; null for one that no known export has. */
function kindOf({ name, type, shape }: TensorDescription): Input['takes'] | null {
  if ((type === 'int64' || type === 'int32') && shape.length === 2) {
    if (/mask/i.test(name)) return 'mask';
    return /position|type/i.test(name) ? null : 'ids';
  }
  const isPicture = shape.length === 4 && (sizeOf(shape[1]!) ?? 3) === 3;
  return (type === 'float32' || type === 'float16') && isPicture ? 'pixels' : null;
}

function outputOf(role: 'text' | 'image', { outputs }: NetworkDescription): TensorDescription | undefined {
  const rows = outputs.filter(
    ({ name, type, shape }) =>
      (type === 'float32' || type === 'float16') && shape.length === 2 && !/logits/i.test(name),
  );
  const named = outputNames[role].map((name) => rows.find((row) => row.name === name)).find(Boolean);
  return named ?? (rows.length === 1 ? rows[0] : undefined);
}

/** A size that the network says; null for one that is free. */
const sizeOf = (size: number | string): number | null => (typeof size === 'number' && size > 0 ? size : null);

const described = ({ name, type, shape }: TensorDescription): string =>
  `${name} (${type} [${shape.map((size) => (sizeOf(size) === null ? 'any' : size)).join(', ')}])`;
