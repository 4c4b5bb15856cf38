import type { Lease } from '@toile/protocol';
import { InferenceError } from './inference/inference-error.js';
import type { InferenceThread } from './inference/inference-thread.js';
import { recipeProblem } from './inference/recipe-problem.js';
import type { Pack } from './pack/pack.js';

/** What became of one claimed job. */
export type DrawOutcome =
  | {
      readonly kind: 'drawn';
      readonly lease: Lease;
      /** [sidePx, sidePx, 3] */
      readonly rgb: Uint8Array;
      readonly sidePx: number;
      readonly provider: string;
      readonly batch: number;
      /** This picture's share of its batch. */
      readonly inferenceMs: number;
    }
  | {
      readonly kind: 'failed';
      readonly lease: Lease;
      readonly code: 'render-failed' | 'pack-unknown';
      /** For a person to read. */
      readonly message: string;
      readonly retry: boolean;
      /** What was thrown, where something was. */
      readonly error?: unknown;
    };

/**
 * Draws claimed jobs, those of one pack and tier in one batch, and answers each as soon as it is decided: what
 * cannot be drawn, then previews, which follow a hand, then pictures. A recipe that its pack cannot draw fails for
 * good; a failure of the machine may be tried again.
 */
export async function* drawLeases(
  leases: readonly Lease[],
  packs: ReadonlyMap<string, Pack>,
  thread: Pick<InferenceThread, 'draw'>,
): AsyncGenerator<DrawOutcome[]> {
  const refused: DrawOutcome[] = [];
  const batches = { preview: new Map<Pack, Lease[]>(), final: new Map<Pack, Lease[]>() };
  for (const lease of leases) {
    const { recipe } = lease.job;
    const pack = packs.get(recipe.pack);
    if (!pack) {
      const message = 'This renderer does not have the model pack of this picture.';
      refused.push({ kind: 'failed', lease, code: 'pack-unknown', message, retry: false });
      continue;
    }
    const problem = recipeProblem(pack, recipe);
    if (problem) {
      refused.push({ kind: 'failed', lease, code: 'render-failed', message: problem, retry: false });
    } else {
      const ofTier = batches[recipe.output.tier];
      ofTier.set(pack, [...(ofTier.get(pack) ?? []), lease]);
    }
  }
  if (refused.length > 0) yield refused;
  for (const [pack, batch] of [...batches.preview, ...batches.final]) yield drawBatch(pack, batch, thread);
}

async function drawBatch(
  pack: Pack,
  leases: readonly Lease[],
  thread: Pick<InferenceThread, 'draw'>,
): Promise<DrawOutcome[]> {
  try {
    const drawn = await thread.draw(
      pack,
      leases.map((lease) => lease.job.recipe),
    );
    const { sidePx } = drawn;
    const pictureBytes = sidePx * sidePx * 3;
    return leases.map((lease, i) => ({
      kind: 'drawn',
      lease,
      rgb: drawn.rgb.subarray(i * pictureBytes, (i + 1) * pictureBytes),
      sidePx,
      provider: drawn.provider,
      batch: leases.length,
      inferenceMs: drawn.inferenceMs / leases.length,
    }));
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    const message = 'The renderer failed while drawing this picture.';
    return leases.map((lease) => ({
      kind: 'failed',
      lease,
      code: 'render-failed',
      message,
      retry: true,
      error,
    }));
  }
}
