import { wPlusText } from '@toile/latent';
import type { InvertAnswer, PhotoLikeness } from '@toile/protocol';
import sharp from 'sharp';
import type { DrawablePack } from './inference/pack-drawing.js';
import type { Pack } from './pack/pack.js';

/** A photo's pixels, row by row from the top: RGB, or RGB and alpha. */
export interface PhotoPixels {
  /** [heightPx, widthPx, 3 or 4] */
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A photo's garment as a place in a pack's wPlus. */
export interface FoundGarment {
  readonly kind: 'inverted';
  /** [numWs * wDim] */
  readonly wPlus: Float32Array;
  readonly category: number | null;
  /** Where the garment is in the photo: alpha [heightPx, widthPx], 0 to 255, at the size that the photo was looked at. */
  readonly matte: { readonly alpha: Uint8Array; readonly widthPx: number; readonly heightPx: number };
  readonly likeness: PhotoLikeness;
}

/** Whoever can tell what garment a photo shows. */
export interface PhotoFinder {
  /** Rejects with InferenceError. */
  invert(pack: DrawablePack, photo: PhotoPixels): Promise<FoundGarment | { readonly kind: 'refused' }>;
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
    cutOut: (await cutOut(bytes, found.matte)).toString('base64'),
  };
}

async function decoded(bytes: Uint8Array): Promise<PhotoPixels | null> {
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
async function cutOut(bytes: Uint8Array, matte: FoundGarment['matte']): Promise<Buffer> {
  const { alpha, widthPx: width, heightPx: height } = matte;
  const colour = await sharp(bytes)
    .toColourspace('srgb')
    .removeAlpha()
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return sharp(colour, { raw: { width, height, channels: 3 } })
    .joinChannel(Buffer.from(alpha), { raw: { width, height, channels: 1 } })
    .webp(cutOutWebp)
    .toBuffer();
}
