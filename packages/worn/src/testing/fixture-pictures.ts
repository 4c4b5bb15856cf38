import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { type Category, categoryNamed } from '../garment.js';
import type { Picture } from '../picture.js';

const folder = new URL('../../fixtures/', import.meta.url);

/** A photograph of `fixtures/`, at this size. */
export async function fixturePicture(name: string, sidePx = 256): Promise<Picture> {
  const file = sharp(fileURLToPath(new URL(`${name}.webp`, folder)));
  return await raw(sidePx === 256 ? file : file.resize(sidePx, sidePx));
}

/** The same garment smaller on the same sheet, away from its middle. */
export async function smallerPicture(
  name: string,
  sidePx: number,
  left: number,
  top: number,
): Promise<Picture> {
  const garment = await sharp(fileURLToPath(new URL(`${name}.webp`, folder)))
    .resize(sidePx, sidePx)
    .png()
    .toBuffer();
  return await raw(
    sharp({ create: { width: 256, height: 256, channels: 3, background: '#fff' } }).composite([
      { input: garment, left, top },
    ]),
  );
}

/** A fixture's category is the first part of its name. */
export function categoryOf(name: string): Category {
  const category = categoryNamed(name.replace(/-[0-9a-f]{8}$/, ''));
  if (!category) throw new TypeError(`name: no category in ${name}`);
  return category;
}

export function mirroredPicture({ widthPx, heightPx, rgba }: Picture): Picture {
  const mirrored = new Uint8ClampedArray(rgba.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const from = (y * widthPx + x) * 4;
      mirrored.set(rgba.subarray(from, from + 4), (y * widthPx + widthPx - 1 - x) * 4);
    }
  }
  return { widthPx, heightPx, rgba: mirrored };
}

export function plainPicture(widthPx: number, heightPx: number, rgba: readonly number[]): Picture {
  return {
    widthPx,
    heightPx,
    rgba: Uint8ClampedArray.from({ length: widthPx * heightPx * 4 }, (_, at) => rgba[at % 4]!),
  };
}

async function raw(image: Sharp): Promise<Picture> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, rgba: new Uint8ClampedArray(data) };
}
