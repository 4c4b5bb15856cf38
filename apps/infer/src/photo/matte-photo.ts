import type { InferenceSession } from 'onnxruntime-node';
import { Tensor } from 'onnxruntime-node';
import { cleanMatte } from './clean-matte.js';
import type { SeenPhoto } from './photo.js';
import { type Box, type Raster, resampled } from './resample.js';

/** The grey around a photo that is no square, as in training. */
const SURROUND = 128;
/** Alphas up to the first are background, from the second on garment: enlarged edges are made as steep as they were. */
const [SOFT_FROM, SOFT_TO] = [0.25, 0.75];

/** The open matting network: `alpha` [n, 1, sidePx, sidePx] of `photo` [n, 3, sidePx, sidePx]. */
export interface MatteSession {
  readonly session: InferenceSession;
  readonly sidePx: number;
}

/**
 * The garment's alpha [heightPx, widthPx, 1], 0 to 255: that of a cut-out itself, else what the network finds,
 * cleaned. Null where there is no garment.
 */
export async function mattePhoto(matte: MatteSession, { rgb, alpha }: SeenPhoto): Promise<Raster | null> {
  if (alpha) return alpha.values.some((value) => value >= SURROUND) ? alpha : null;
  const { sidePx } = matte;
  const found = await networkAlpha(matte, rgb);
  const cleaned = cleanMatte(found, sidePx);
  if (cleaned === null) return null;
  const square = { values: cleaned, widthPx: sidePx, heightPx: sidePx, channels: 1 };
  const enlarged = resampled(square, placeIn(sidePx, rgb), rgb, { kernel: 'linear', surround: null });
  const steep = (value: number): number =>
    255 * Math.min(1, Math.max(0, (value - SOFT_FROM) / (SOFT_TO - SOFT_FROM)));
  return { ...enlarged, values: enlarged.values.map(steep) };
}

/** What the network answers for the photo in the middle of a grey square: [sidePx, sidePx], 0 to 1. */
async function networkAlpha({ session, sidePx }: MatteSession, rgb: Raster): Promise<Float32Array> {
  const { widthPx, heightPx } = rgb;
  const side = Math.max(widthPx, heightPx);
  const [left, top] = [(widthPx - side) / 2, (heightPx - side) / 2];
  const box = { left, top, right: left + side, bottom: top + side };
  const square = resampled(
    rgb,
    box,
    { widthPx: sidePx, heightPx: sidePx },
    { kernel: 'linear', surround: SURROUND },
  );
  const planes = planesOf(square);
  const { alpha } = await session.run({ photo: new Tensor('float32', planes, [1, 3, sidePx, sidePx]) });
  if (!(alpha?.data instanceof Float32Array)) throw new TypeError('matte: expected alpha to be float32');
  return alpha.data;
}

/** Where in the square a photo lies. */
function placeIn(sidePx: number, { widthPx, heightPx }: Raster): Box {
  const scale = sidePx / Math.max(widthPx, heightPx);
  const [left, top] = [(sidePx - widthPx * scale) / 2, (sidePx - heightPx * scale) / 2];
  return { left, top, right: sidePx - left, bottom: sidePx - top };
}

/** A picture as networks take it: [3, heightPx, widthPx], -1 to 1. */
export function planesOf({ values, widthPx, heightPx }: Raster): Float32Array {
  const pixels = widthPx * heightPx;
  return Float32Array.from(
    { length: 3 * pixels },
    (_, i) => values[3 * (i % pixels) + Math.floor(i / pixels)]! / 127.5 - 1,
  );
}
