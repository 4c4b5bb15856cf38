import type { PackManifest } from '@toile/protocol';
import type { OnStage } from '../directions/find-directions.js';
import { Probe } from '../directions/probe.js';
import { loadPack } from '../pack/load-pack.js';
import { manifestWithSplit } from '../pack/write-pack.js';
import { type ChosenSplit, chooseSplit } from './choose-split.js';
import { measurePairs, type PairOptions } from './measure-pairs.js';
import { writeSplitReport } from './split-report.js';

/** What every pack gets unless told otherwise. */
export const defaultSplitOptions: PairOptions = { pairs: 270, seed: 0 };

/** With fewer pairs of garments on white than this share, there is nothing to measure. */
const ENOUGH_SEEN = 0.5;

/**
 * Measures where the pack in `folder` parts structure from appearance and writes that into it, with a report, in place
 * of an earlier split. The pack's id changes where its structure layers do. Null, and nothing written, where its
 * pictures are not of garments on white. Rejects with PackError when the folder holds no sound pack.
 */
export async function giveSplit(
  folder: string,
  options: PairOptions,
  onStage: OnStage,
): Promise<{ readonly manifest: PackManifest; readonly chosen: ChosenSplit } | null> {
  const pack = await loadPack(folder);
  const probe = await Probe.open(pack);
  try {
    const { drawn, measured } = await measurePairs(probe, options, onStage('Mixing pairs'));
    if (measured.length < ENOUGH_SEEN * drawn) return null;
    const chosen = chooseSplit(measured, options.seed);
    await writeSplitReport(probe, pack.manifest.title, chosen);
    return { manifest: await manifestWithSplit(pack.folder, pack.manifest, chosen), chosen };
  } finally {
    await probe.close();
  }
}
