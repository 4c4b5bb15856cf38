import type { Lease, PictureLease } from '@toile/protocol';
import { InferenceError } from './inference/inference-error.js';
import type { InferenceThread } from './inference/inference-thread.js';
import { recipeProblem } from './inference/recipe-problem.js';
import type { Pack } from './pack/pack.js';

/** What became of one claimed job. */
export type DrawOutcome =
  | {
      readonly kind: 'drawn';
      readonly lease: PictureLease;
      /** [sidePx, sidePx, 3] */
      readonly rgb: Uint8Array;
      readonly sidePx: number;
      readonly provider: string;
      readonly batch: number;
      /** This picture's share of its batch. */
      readonly inferenceMs: number;
    }
  | GivenUp;

/** A job that was not done. */
export interface GivenUp {
  readonly kind: 'failed';
  readonly lease: Lease;
  readonly code: 'render-failed' | 'pack-unknown';
  /** For a person to read. */
  readonly message: string;
  readonly retry: boolean;
  /** What was thrown, where something was. */
  readonly error?: unknown;
}

/** What is said of a job whose pack this worker lacks. */
export const packUnknown = {
  code: 'pack-unknown',
  message: 'This renderer does not have the model pack of this picture.',
  retry: false,
} as const;

/**
 * Draws claimed jobs, those of one pack and tier in one batch, and answers each as soon as it is decided: what
 * cannot be drawn, then previews, which follow a hand, then pictures. A recipe that its pack cannot draw fails for
 * good; a failure of the machine may be tried again.
 */
export async function* drawLeases(
  leases: readonly PictureLease[],
  packs: ReadonlyMap<string, Pack>,
  thread: Pick<InferenceThread, 'draw'>,
): AsyncGenerator<DrawOutcome[]> {
  const refused: DrawOutcome[] = [];
  const batches = { preview: new Map<Pack, PictureLease[]>(), final: new Map<Pack, PictureLease[]>() };
  for (const lease of leases) {
    const { recipe } = lease.job;
    const pack = packs.get(recipe.pack);
    if (!pack) {
      refused.push({ kind: 'failed', lease, ...packUnknown });
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
  leases: readonly PictureLease[],
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
