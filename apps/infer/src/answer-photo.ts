import { wPlusText } from '@toile/latent';
import type { InvertAnswer } from '@toile/protocol';
import sharp from 'sharp';
import type { DrawablePack } from './inference/pack-drawing.js';
import type { Pack } from './pack/pack.js';
import type { PhotoInversion, PhotoRefusal } from './photo/invert-photo.js';
import type { Photo } from './photo/photo.js';

/** What of an inversion goes into an answer. */
export type FoundGarment = Pick<PhotoInversion, 'kind' | 'wPlus' | 'category' | 'matte' | 'likeness'>;

/** Whoever can tell what garment a photo shows. */
export interface PhotoFinder {
  /** Rejects with InferenceError. */
  invert(pack: DrawablePack, photo: Photo): Promise<FoundGarment | Pick<PhotoRefusal, 'kind'>>;
}

/** Pictures that are the same have no finite ratio, and JSON has none either. */
const mostDb = 99;
const cutOutWebp = { quality: 88, effort: 4 } as const;

/** Finds the latent of the garment in an encoded photo; null where the bytes are no picture. Rejects with InferenceError. */
export async function answerPhoto(
  bytes: Uint8Array,
  pack: Pack,
  finder: PhotoFinder,
): Promise<InvertAnswer | null> {
  const photo = await decoded(bytes);
  if (!photo) return null;
  const found = await finder.invert(pack, photo);
  if (found.kind === 'refused') return { kind: 'no-garment' };
  const { psnrDb, ...likeness } = found.likeness;
  return {
    kind: 'found',
    wPlus: wPlusText(found.wPlus, pack.manifest),
    category: found.category,
    likeness: { psnrDb: Math.min(mostDb, psnrDb), ...likeness },
    cutOut: (await cutOut(photo, found.matte)).toString('base64'),
  };
}

async function decoded(bytes: Uint8Array): Promise<Photo | null> {
  try {
    const { data, info } = await sharp(bytes)
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, widthPx: info.width, heightPx: info.height };
  } catch {
    return null;
  }
}

/** The photo at the size that it was looked at, with its matte for alpha. */
async function cutOut(
  { data, widthPx: fromWidth, heightPx: fromHeight }: Photo,
  { alpha, widthPx: width, heightPx: height }: FoundGarment['matte'],
): Promise<Buffer> {
  const channels = data.length / (fromWidth * fromHeight) === 4 ? 4 : 3;
  const colour = await sharp(data, { raw: { width: fromWidth, height: fromHeight, channels } })
    .removeAlpha()
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return sharp(colour, { raw: { width, height, channels: 3 } })
    .joinChannel(Buffer.from(alpha), { raw: { width, height, channels: 1 } })
    .webp(cutOutWebp)
    .toBuffer();
}
