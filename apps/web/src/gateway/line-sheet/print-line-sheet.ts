import sharp from 'sharp';
import { composeLineSheet } from './compose-line-sheet.js';
import { type LineSheetEntry, type LineSheetMaterial, sheetPaper } from './line-sheet.js';
import { measureSwatches } from './swatches.js';

/** Swatches are measured on a picture of this side: more pixels say the same. */
const measuredPx = 128;

/**
 * Measures the garments' colours, lays them on paper and prints: seconds of work for many designs, so it runs on a
 * thread of its own (`printOnThread`). Rejects where a cut-out is no picture.
 */
export async function printLineSheet(material: LineSheetMaterial): Promise<Uint8Array<ArrayBuffer>> {
  const entries: LineSheetEntry[] = [];
  for (const { cutOut, ...described } of material.entries) {
    entries.push({ ...described, ...(await pictured(cutOut)) });
  }
  return await composeLineSheet({ ...material, entries });
}

/** `bytes`: the cut-out garment, as a picture file. */
async function pictured(bytes: Uint8Array): Promise<Pick<LineSheetEntry, 'picture' | 'swatches'>> {
  const [picture, pixels] = await Promise.all([
    sharp(bytes)
      .flatten({ background: sheetPaper })
      .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
      .toBuffer(),
    sharp(bytes).ensureAlpha().resize(measuredPx, measuredPx).raw().toBuffer(),
  ]);
  return { picture, swatches: measureSwatches(pixels) };
}
