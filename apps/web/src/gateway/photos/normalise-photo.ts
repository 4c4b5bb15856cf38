import { createHash } from 'node:crypto';
import { limits, type Photo, ToileError } from '@toile/protocol';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { photoFormat } from './photo-format.js';

/** A photograph as it is stored. */
export interface NormalisedPhoto extends Pick<Photo, 'hash' | 'bytes' | 'widthPx' | 'heightPx'> {
  /** WebP in sRGB, upright, without metadata; with alpha where it came with some. */
  readonly content: Uint8Array<ArrayBuffer>;
}

const qualityPercent = 90;

const words = {
  other: 'This file is no photo that can be read. Use JPEG, PNG, WebP or AVIF.',
  heic: 'HEIC photos cannot be read here. Save it as JPEG, or set the camera to “Most compatible”.',
  animated: 'This picture is animated. Use a still one.',
  least: `it needs ${limits.photoLeastSidePx} px a side at least, where the other has ${limits.photoSidePx} or fewer.`,
  damaged: 'This photo is damaged or was not sent whole.',
} as const;

/**
 * Whatever somebody uploads as a photograph, made one of a kind: turned upright, converted to sRGB, at most
 * `limits.photoSidePx` a side, and stripped of all metadata, the place where it was taken above all. The same file
 * gives the same bytes.
 * @throws ToileError `photo-invalid`, or `photo-too-large` where it would decode to more than `limits.photoPixels`.
 */
export async function normalisePhoto(file: Uint8Array): Promise<NormalisedPhoto> {
  const format = photoFormat(file);
  if (format === 'other' || format === 'heic') throw new ToileError('photo-invalid', words[format]);
  const input = sharp(file, {
    limitInputPixels: limits.photoPixels,
    failOn: 'error',
    sequentialRead: true,
  });
  await checkHeader(input, format);
  try {
    const { data, info } = await input
      .autoOrient()
      .toColourspace('srgb')
      .resize(limits.photoSidePx, limits.photoSidePx, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: qualityPercent, alphaQuality: 100, effort: 3 })
      .toBuffer({ resolveWithObject: true });
    const content = Uint8Array.from(data);
    return {
      hash: createHash('sha256').update(content).digest('hex'),
      bytes: content.byteLength,
      widthPx: info.width,
      heightPx: info.height,
      content,
    };
  } catch (cause) {
    throw new ToileError('photo-invalid', words.damaged, { cause });
  }
}

/** What the file says of itself, before anything is decoded. */
async function checkHeader(input: Sharp, format: string): Promise<void> {
  let header: Metadata;
  try {
    header = await input.metadata();
  } catch (cause) {
    // The bound on pixels is met here too.
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) throw tooManyPixels(cause);
    throw new ToileError('photo-invalid', words.damaged, { cause });
  }
  const { width, height, pages = 1 } = header;
  if (header.format !== (format === 'avif' ? 'heif' : format)) {
    throw new ToileError('photo-invalid', words.other);
  }
  if (pages > 1) throw new ToileError('photo-invalid', words.animated);
  if (width * height > limits.photoPixels) throw tooManyPixels();
  const least = limits.photoLeastSidePx;
  const shrunk = Math.min(1, limits.photoSidePx / Math.max(width, height));
  if (Math.min(width, height) * shrunk < least) {
    throw new ToileError('photo-invalid', `This photo is too small or too narrow: ${words.least}`, {
      limit: { name: 'photoLeastSidePx', value: least },
    });
  }
}

const tooManyPixels = (cause?: unknown) =>
  new ToileError(
    'photo-too-large',
    `This photo has too many pixels: ${limits.photoPixels / 1e6} megapixels are the most.`,
    { cause, limit: { name: 'photoPixels', value: limits.photoPixels } },
  );
