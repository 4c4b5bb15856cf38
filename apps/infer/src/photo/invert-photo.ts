import type { PackManifest, PhotoLikeness } from '@toile/protocol';
import type { InferenceSession } from 'onnxruntime-node';
import { Tensor } from 'onnxruntime-node';
import { alignedGarment } from './align-garment.js';
import { mattePhoto, planesOf } from './matte-photo.js';
import { expectPhoto, type Photo, seenPhoto } from './photo.js';
import { photoLikeness } from './photo-likeness.js';
import { encodePicture, type PhotoSessions } from './photo-sessions.js';
import { type DrawPictures, type RefineSettings, refinePlace } from './refine-place.js';

export type { Photo } from './photo.js';

/** What inverting needs open of a pack. */
export interface InvertingPack {
  readonly manifest: PackManifest;
  readonly synthesis: InferenceSession;
  readonly photos: PhotoSessions;
}

export type InvertOptions = Partial<RefineSettings>;

/** What measurement chose (docs/benchmarks.md). */
export const defaultInvertOptions: RefineSettings = { passes: 2, deltaWeight: 2e-3 };

/** A photo's garment as a place in a pack's wPlus. Can be sent between threads. */
export interface PhotoInversion {
  readonly kind: 'inverted';
  /** [numWs * wDim] */
  readonly wPlus: Float32Array<ArrayBuffer>;
  /** Index of the category that the encoder takes the garment for; null where the pack has none. */
  readonly category: number | null;
  /** Where the garment is in the photo: alpha [heightPx, widthPx], 0 to 255, at the size that the photo was looked at. */
  readonly matte: {
    readonly alpha: Uint8Array<ArrayBuffer>;
    readonly widthPx: number;
    readonly heightPx: number;
  };
  /** The garment of the photo on white, framed as the generator's: [resolutionPx, resolutionPx, 3]. */
  readonly alignedRgb: Uint8Array<ArrayBuffer>;
  /** What the pack draws of wPlus: [resolutionPx, resolutionPx, 3]. */
  readonly inversionRgb: Uint8Array<ArrayBuffer>;
  /** How close the second came to the first. */
  readonly likeness: PhotoLikeness;
  readonly timings: { readonly matteMs: number; readonly encodeMs: number; readonly refineMs: number };
}

/** There is no garment in the photo that could be found. */
export interface PhotoRefusal {
  readonly kind: 'refused';
  readonly reason: 'no-garment';
}

/**
 * Finds the garment of a photo, frames it as the generator's garments are, and finds its place in wPlus: where the
 * encoder sees it, then refined. Throws RangeError for a photo that `expectPhoto` refuses; rejects when a network
 * fails.
 */
export async function invertPhoto(
  pack: InvertingPack,
  photo: Photo,
  options: InvertOptions = {},
): Promise<PhotoInversion | PhotoRefusal> {
  expectPhoto(photo);
  const { manifest, photos } = pack;
  const { resolutionPx } = manifest;
  const startedAt = performance.now();
  const seen = seenPhoto(photo);
  const alpha = await mattePhoto(photos.matte, seen);
  if (alpha === null) return { kind: 'refused', reason: 'no-garment' };
  const alignedRgb = alignedGarment(seen.rgb, alpha, resolutionPx, { isOnWhite: seen.alpha !== null });
  const mattedAt = performance.now();

  const square = { widthPx: resolutionPx, heightPx: resolutionPx, channels: 3 };
  const wanted = planesOf({ ...square, values: Float32Array.from(alignedRgb) });
  const { wPlus: start, category } = await encodePicture(photos.encoder, manifest, wanted);
  const encodedAt = performance.now();

  const settings = { ...defaultInvertOptions, ...options };
  const { refinements } = photos.encoder;
  const { wPlus, picture } = await refinePlace(drawingWith(pack), start, wanted, refinements, settings);
  const refinedAt = performance.now();
  const inversionRgb = drawnBytes(picture);
  return {
    kind: 'inverted',
    wPlus: Float32Array.from(wPlus),
    category: category.length > 0 ? category.indexOf(Math.max(...category)) : null,
    matte: { alpha: Uint8Array.from(alpha.values), widthPx: alpha.widthPx, heightPx: alpha.heightPx },
    alignedRgb,
    inversionRgb,
    likeness: photoLikeness(inversionRgb, alignedRgb, resolutionPx),
    timings: {
      matteMs: mattedAt - startedAt,
      encodeMs: encodedAt - mattedAt,
      refineMs: refinedAt - encodedAt,
    },
  };
}

function drawingWith({ manifest, synthesis }: InvertingPack): DrawPictures {
  const { numWs, wDim } = manifest;
  return async (ws, n) => {
    const { image } = await synthesis.run({ ws: new Tensor('float32', ws, [n, numWs, wDim]) }, ['image']);
    if (!(image?.data instanceof Float32Array))
      throw new TypeError('synthesis: expected image to be float32');
    return image.data;
  };
}

/** Planes [3, R, R] as the bytes [R, R, 3] that synthesis makes of them. */
function drawnBytes(planes: Float32Array): Uint8Array<ArrayBuffer> {
  const pixels = planes.length / 3;
  return Uint8Array.from(planes, (_, i) => {
    const value = planes[(i % 3) * pixels + Math.floor(i / 3)]!;
    return Math.min(255, Math.max(0, value * 127.5 + 128));
  });
}
