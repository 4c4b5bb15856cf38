import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mixWsByLayer } from '@toile/latent';
import sharp from 'sharp';
import { table } from '../directions/directions-report.js';
import type { Probe } from '../directions/probe.js';
import { tiled } from '../encode/tiled.js';
import { type ChosenSplit, contenders } from './choose-split.js';
import { garmentPairs } from './garment-pairs.js';
import { boundaryWeights } from './measure-pairs.js';

/** The folder inside a pack. */
export const SPLIT_REPORT_FOLDER = 'split-report';

const STRIP_PAIRS = 6;
const STRIP_TILE_PX = 96;

/**
 * Writes a report into the pack's folder, in place of an earlier one: the whole curve, what each layer does alone, and
 * a strip of pictures of some pairs that were not measured, one column a boundary.
 */
export async function writeSplitReport(probe: Probe, title: string, chosen: ChosenSplit): Promise<void> {
  const folder = join(probe.pack.folder, SPLIT_REPORT_FOLDER);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, 'boundaries.webp'), await strip(probe, chosen.split.seed + 2));
  await writeFile(join(folder, 'README.md'), splitReportText(title, chosen));
}

/** One row a pair, one column a boundary: from all B on the left to all A on the right. */
async function strip(probe: Probe, seed: number): Promise<Buffer> {
  const { manifest } = probe.pack;
  const kinds = Math.max(1, manifest.categories.length);
  // Two rounds: one within categories and one across them.
  const pairs = await garmentPairs(probe, { pairs: 2 * kinds, seed });
  const shown = Array.from(
    { length: STRIP_PAIRS },
    (_, i) => pairs[Math.floor((i * pairs.length) / STRIP_PAIRS)]!,
  );
  const weights = boundaryWeights(manifest.numWs);
  const pictures: Uint8Array[] = [];
  for (const { a, b } of shown) {
    const ws = new Float32Array(weights.length * a.length);
    for (const [i, mix] of weights.entries()) ws.set(mixWsByLayer(a, b, manifest, mix), i * a.length);
    const rgb = await probe.drawWs(ws, weights.length);
    const bytes = rgb.length / weights.length;
    for (const i of weights.keys()) pictures.push(rgb.subarray(i * bytes, (i + 1) * bytes));
  }
  const sheet = tiled(pictures, manifest.resolutionPx, { columns: weights.length });
  return sharp(sheet.rgb, { raw: { width: sheet.widthPx, height: sheet.heightPx, channels: 3 } })
    .resize({ width: weights.length * STRIP_TILE_PX })
    .webp({ quality: 80 })
    .toBuffer();
}

/** The report in Markdown. */
export function splitReportText(title: string, { layers, split }: ChosenSplit): string {
  const { curve, influence, pairs, seed } = split;
  const rows = curve.map(({ structure, appearance, balance, interval: [low, high], wins }, k) => [
    k === layers ? `**${k}**` : `${k}`,
    percent(structure),
    percent(appearance),
    `${balance.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
    percent(wins),
  ]);
  const effects = influence.map(({ structure, appearance }, layer) => [
    `${layer}`,
    percent(structure),
    percent(appearance),
  ]);
  return `${[
    `# Structure and appearance of ${title}`,
    `Layers 0 to ${layers - 1} are structure. ${pairs} pairs of garments, seed ${seed}: half within a category, half across two.`,
    '## Boundaries',
    [
      'For each boundary, a garment with the layers of A below it and those of B from it on.',
      'Structure kept: half the overlap of the silhouette with that of A, half length, width, area, symmetry, sleeves, flare and neckline.',
      'Appearance taken: half the distribution of CIELAB colours inside the silhouette, half its texture, against B.',
      'Of each, 0% is what an unrelated garment has and 100% the same garment.',
      'The balance is the harmonic mean of the two, with the interval of 95% of 1,000 resamplings of the pairs;',
      'the last column is in how many of them the boundary is the best.',
      `${sentence(contenders(split))} the one that keeps the most structure is taken.`,
    ].join(' '),
    table(['boundary', 'structure kept', 'appearance taken', 'balance', 'best in'], rows),
    'Pairs that were not measured, from all of B on the left to all of A on the right; the first rows are within a category.',
    '![Pairs at every boundary](boundaries.webp)',
    '## Each layer alone',
    'How far a garment goes towards another where only this layer is taken from it; 100% is as far as the other is.',
    table(['layer', 'structure', 'appearance'], effects),
  ].join('\n\n')}\n`;
}

const sentence = (best: readonly number[]): string =>
  best.length === 1
    ? `Boundary ${best[0]} is the best in nearly all; of several`
    : `Boundaries ${best.join(' and ')} cannot be told apart by these pairs; of such`;

const percent = (share: number): string => `${Math.round(100 * share)}%`;
