import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp from 'sharp';
import type { Raster } from '../encode/tiled.js';
import { type CommandArguments, textOption, UsageError } from './command.js';

const FORMATS = { '.png': 'png', '.webp': 'webp' } as const;

export type PictureFormat = (typeof FORMATS)[keyof typeof FORMATS];

/** Where a picture goes, and in which format. */
export interface PictureTarget {
  readonly path: string;
  readonly format: PictureFormat;
}

/** Reads `--out`. Throws UsageError unless it names a file of one of the formats. */
export function outOption(input: CommandArguments, formats: readonly PictureFormat[]): PictureTarget {
  const path = textOption(input, 'out');
  if (path === undefined) throw new UsageError('--out is missing: say which file to write');
  const format = FORMATS[extname(path).toLowerCase() as keyof typeof FORMATS];
  if (format === undefined || !formats.includes(format)) {
    const endings = formats.map((known) => `.${known}`).join(' or ');
    throw new UsageError(`--out: expected a file that ends in ${endings}, got ${path}`);
  }
  return { path, format };
}

/** Writes pixels in the format of the target, without loss as far as the format can. */
export async function writeRaster(
  { rgb, widthPx, heightPx }: Raster,
  { path, format }: PictureTarget,
): Promise<void> {
  const image = sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } });
  const encoded = format === 'png' ? image.png({ compressionLevel: 9 }) : image.webp({ quality: 92 });
  await writeFile(path, await encoded.toBuffer());
}
