import { copyFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClipFile, type ClipVocabulary, clipFileSchema, type PackManifest } from '@toile/protocol';
import { InferenceSession } from 'onnxruntime-node';
import { firstLine, sessionOptions } from '../../inference/sessions.js';
import type { Pack } from '../../pack/pack.js';
import { describePackFile } from '../../pack/pack-file.js';
import { manifestWithClip } from '../../pack/write-pack.js';
import { RefusedError } from '../command.js';
import { checkClip } from './check-clip.js';
import { type DetectedEncoder, detectEncoder, type NetworkDescription } from './detect-encoder.js';
import { readPreprocessing } from './read-preprocessing.js';

/** What a person hands over. */
export interface ClipParts {
  readonly name: string;
  readonly licence: string;
  /** Paths of networks; the same where one does both. */
  readonly text: string;
  readonly image: string;
  readonly vocabulary: ClipVocabulary;
  /** Path of `preprocessor_config.json` or `preprocess_cfg.json`, where there is one. */
  readonly preprocessing: string | null;
}

/** What was put into the pack. */
export interface AddedClip {
  readonly manifest: PackManifest;
  readonly file: ClipFile;
  readonly text: DetectedEncoder;
  readonly image: DetectedEncoder;
}

/** CLIP's context, where the network takes any number of tokens. */
const defaultTokens = 77;
/** The names that an exporter gives the file in which it keeps weights of over 2 GB. */
const weightFiles = ['_data', '.data'];

/**
 * Copies encoders into a pack's folder, checks them there, and names them in the manifest last, so that a pack
 * never names what does not work. Throws RefusedError with one line for what cannot be used.
 */
export async function addClip({ folder, manifest }: Pack, parts: ClipParts): Promise<AddedClip> {
  const text = detectEncoder('text', await describeNetwork(parts.text));
  const image = detectEncoder('image', await describeNetwork(parts.image));
  const width = agreedWidth(text, image);
  const pixels = await readPreprocessing(parts.preprocessing, image.size);
  const isOne = parts.text === parts.image;
  const copies = isOne
    ? { text: 'clip.onnx', image: 'clip.onnx' }
    : { text: 'clip-text.onnx', image: 'clip-image.onnx' };
  const written: string[] = [];
  const put = async (name: string, write: (path: string) => Promise<void>) => {
    written.push(join(folder, partial(name)));
    await write(join(folder, partial(name)));
    return { ...(await describePackFile(folder, partial(name))), path: name };
  };
  try {
    const textFile = await put(copies.text, (path) => copyFile(parts.text, path));
    const imageFile = isOne ? textFile : await put(copies.image, (path) => copyFile(parts.image, path));
    const words = await put('clip-vocabulary.json', (path) =>
      writeFile(path, JSON.stringify(parts.vocabulary)),
    );
    const encoder = ({ inputs, output, batches }: DetectedEncoder) => ({ inputs, output, batches });
    const whole = (one: number): ClipFile => ({
      formatVersion: 1,
      name: parts.name,
      licence: parts.licence,
      width: one,
      text: { file: textFile, ...encoder(text) },
      image: { file: imageFile, ...encoder(image) },
      tokens: {
        vocabulary: words,
        length: text.size ?? defaultTokens,
        pad: text.convention === 'hugging-face' ? 'end' : 'zero',
      },
      pixels,
    });
    const file = clipFileSchema.parse(whole(width));
    const staged = { ...file, text: inFile(file.text), image: inFile(file.image) };
    await checkClip(folder, staged, parts.vocabulary);
    for (const name of new Set([copies.text, copies.image, 'clip-vocabulary.json'])) {
      await rename(join(folder, partial(name)), join(folder, name));
    }
    await writeFile(join(folder, 'clip.json'), `${JSON.stringify(file, null, 2)}\n`);
    return { manifest: await manifestWithClip(folder, manifest), file, text, image };
  } finally {
    await Promise.all(written.map((path) => rm(path, { force: true })));
  }
}

const partial = (name: string): string => `${name}.part`;
const inFile = <E extends ClipFile['text']>(encoder: E): E => ({
  ...encoder,
  file: { ...encoder.file, path: partial(encoder.file.path) },
});

function agreedWidth(text: DetectedEncoder, image: DetectedEncoder): number {
  const width = text.width ?? image.width;
  if (width === null) {
    throw new RefusedError(
      'Neither network says how wide its embeddings are; export them with a fixed width.',
    );
  }
  if ((image.width ?? width) !== width) {
    const why =
      text.isUnprojected || image.isUnprojected
        ? 'they were exported without the projection that makes them comparable (text_embeds, image_embeds)'
        : 'they are not of one CLIP';
    throw new RefusedError(
      `The text encoder gives ${width} values, the image encoder ${image.width}: ${why}.`,
    );
  }
  return width;
}

async function describeNetwork(path: string): Promise<NetworkDescription> {
  await stat(path);
  for (const ending of weightFiles) {
    if (await exists(path + ending)) {
      throw new RefusedError(
        `${path} keeps its weights in ${path}${ending}; export it as one file, under 2 GB.`,
      );
    }
  }
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(path, {
      ...sessionOptions('cpu', 0),
      graphOptimizationLevel: 'disabled',
    });
  } catch (cause) {
    throw new RefusedError(`${path} cannot be opened: ${firstLine(cause)}`, { cause });
  }
  const tensors = (all: InferenceSession['inputMetadata']) =>
    all.map((one) => (one.isTensor ? one : { name: one.name, type: 'no tensor', shape: [] }));
  const network = { path, inputs: tensors(session.inputMetadata), outputs: tensors(session.outputMetadata) };
  await session.release();
  return network;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
