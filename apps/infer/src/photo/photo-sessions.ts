import { join } from 'node:path';
import type { PackManifest } from '@toile/protocol';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { InferenceError } from '../inference/inference-error.js';
import { firstLine, sessionOptions } from '../inference/sessions.js';
import type { MatteSession } from './matte-photo.js';

/** The open encoder of a pack. */
export interface EncoderSession {
  readonly session: InferenceSession;
  /** What the encoder says is worth a try: [k, numWs * wDim]. */
  readonly refinements: Float32Array;
}

/** The open networks that look at photos. Both are small: they run on the CPU. */
export interface PhotoSessions {
  readonly matte: MatteSession;
  readonly encoder: EncoderSession;
}

/** Where a garment lies in wPlus, as the encoder sees it. */
export interface EncodedPicture {
  /** [numWs * wDim] */
  readonly wPlus: Float32Array;
  /** Logits [c]; empty where the pack has no categories. */
  readonly category: Float32Array;
}

type Shape = Pick<PackManifest, 'resolutionPx' | 'numWs' | 'wDim' | 'categories' | 'files'>;

/** Whether a pack can be asked about photos. */
export const looksAtPhotos = ({ files }: Pick<PackManifest, 'files'>): boolean =>
  files.matte !== undefined && files.encoder !== undefined;

/** Opens a pack's matting network and encoder and tries the encoder out. Throws InferenceError `pack-unusable`. */
export async function openPhotoSessions(
  folder: string,
  shape: Shape,
  threads: number,
): Promise<PhotoSessions> {
  const { matte, encoder } = shape.files;
  if (!matte || !encoder) {
    throw new InferenceError('pack-unusable', `${folder}: the pack has no networks that look at photos`);
  }
  try {
    const options = sessionOptions('cpu', threads);
    const matteSession = await InferenceSession.create(join(folder, matte.path), options);
    const alpha = matteSession.outputMetadata.find(({ name }) => name === 'alpha');
    const side = alpha?.isTensor ? alpha.shape[2] : undefined;
    if (typeof side !== 'number') throw new TypeError(`${matte.path}: alpha is no output of a fixed size`);
    const session = await InferenceSession.create(join(folder, encoder.path), options);
    const { resolutionPx: px } = shape;
    const tried = await runEncoder(session, shape, new Float32Array(3 * px * px), ['refinements']);
    return {
      matte: { session: matteSession, sidePx: side },
      encoder: { session, refinements: tried.refinements! },
    };
  } catch (cause) {
    const message = `${folder}: the networks that look at photos cannot be opened (${firstLine(cause)})`;
    throw new InferenceError('pack-unusable', message, { cause });
  }
}

/** Encodes one garment on white, planes [3, R, R] in -1 to 1. */
export async function encodePicture(
  { session }: EncoderSession,
  shape: Shape,
  planes: Float32Array,
): Promise<EncodedPicture> {
  const wanted = shape.categories.length > 0 ? ['wPlus', 'category'] : ['wPlus'];
  const { wPlus, category } = await runEncoder(session, shape, planes, wanted);
  return { wPlus: wPlus!, category: category ?? new Float32Array(0) };
}

async function runEncoder(
  session: InferenceSession,
  { resolutionPx, numWs, wDim, categories }: Shape,
  planes: Float32Array,
  wanted: readonly string[],
): Promise<Record<string, Float32Array>> {
  const picture = new Tensor('float32', planes, [1, 3, resolutionPx, resolutionPx]);
  const made = await session.run({ picture }, wanted);
  const lengths: Record<string, number> = { wPlus: numWs * wDim, category: categories.length };
  const found: Record<string, Float32Array> = {};
  for (const name of wanted) {
    const values = made[name]?.data;
    const length = lengths[name] ?? numWs * wDim;
    const fits =
      values instanceof Float32Array &&
      (name in lengths ? values.length === length : values.length % length === 0);
    if (!fits) throw new TypeError(`encoder: ${name} is not of the pack's shape`);
    found[name] = values;
  }
  return found;
}
