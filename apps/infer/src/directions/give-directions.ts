import type { Checkpoint } from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import { loadPack } from '../pack/load-pack.js';
import { manifestWithDirections, writeDirections } from '../pack/write-pack.js';
import { writeDirectionsReport } from './directions-report.js';
import { type FindOptions, type FoundDirections, findDirections, type OnStage } from './find-directions.js';
import { Probe } from './probe.js';
import { slidersOf } from './sliders-file.js';

/** What every pack gets unless told otherwise. */
export const defaultFindOptions: FindOptions = {
  samples: 100_000,
  components: 16,
  factors: 8,
  pictures: 2_400,
  seed: 0,
};

/**
 * Finds the directions of the pack in `folder` and writes them into it, in place of any that it had, with a
 * report. That changes the pack's id. `checkpoint` is the one that the pack was made of, where it is at hand.
 *
 * Rejects with PackError when the folder holds no sound pack, and as `findDirections`.
 */
export async function giveDirections(
  folder: string,
  checkpoint: Checkpoint | null,
  options: FindOptions,
  onStage: OnStage,
): Promise<{ readonly manifest: PackManifest; readonly found: FoundDirections }> {
  const pack = await loadPack(folder);
  const { wDim, title } = pack.manifest;
  const probe = await Probe.open(pack);
  try {
    const found = await findDirections(probe, checkpoint, options, onStage);
    await writeDirectionsReport(probe, title, found, options);
    await writeDirections(pack.folder, { wDim, sampleCount: options.samples, ...slidersOf(found, wDim) });
    return { manifest: await manifestWithDirections(pack.folder, pack.manifest), found };
  } finally {
    await probe.close();
  }
}
