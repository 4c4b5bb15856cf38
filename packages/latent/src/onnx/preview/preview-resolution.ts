import type { Checkpoint } from '../../checkpoint/checkpoint.js';
import { multiplications } from '../../checkpoint/multiplications.js';

/** A picture of fewer multiplications follows a hand by itself: about 5 ms on two cores. */
const MIN_PICTURE_MULTIPLICATIONS = 1e9;
/** What a preview may cost: under 12 ms on two cores with 8-bit dot products. */
const MAX_PREVIEW_MULTIPLICATIONS = 3e9;
/** Smaller pictures say too little, whatever they cost. */
const MIN_PREVIEW_PX = 32;

/** Where a preview of a generator stops, at most its own resolution; null when it needs none. */
export function previewResolutionPx(checkpoint: Checkpoint): number | null {
  if (multiplications(checkpoint) < MIN_PICTURE_MULTIPLICATIONS) return null;
  const affordable = checkpoint.synthesis.blocks
    .map((block) => block.resolutionPx)
    .filter((side) => multiplications(checkpoint, side) <= MAX_PREVIEW_MULTIPLICATIONS);
  const stop = Math.max(MIN_PREVIEW_PX, ...affordable);
  return Math.min(stop, checkpoint.resolutionPx);
}
