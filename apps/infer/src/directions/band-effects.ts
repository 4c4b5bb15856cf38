import type { Direction, LayerRange } from '@toile/latent';
import { measureNames } from '../measure/picture-measures.js';
import type { MeasureFit } from './fit-measures.js';
import type { Look, MeasuredRow, OnProgress, Probe } from './probe.js';

/** How far a direction is moved to either side to see what it does. */
const TRIAL_SIGMAS = 1.5;

/** What one sigma along each direction changes, band by band and picture by picture. */
export interface BandEffects {
  readonly bands: readonly LayerRange[];
  /** Change of the measures in their standard deviations: [band][direction][picture][measure]. */
  readonly changes: readonly (readonly (readonly Float64Array[])[])[];
}

/**
 * Moves every picture (w [wDim] each) along every direction in one band at a time, and measures. A picture that
 * loses its garment counts as unchanged.
 */
export async function bandEffects(
  probe: Probe,
  pictures: readonly Float32Array[],
  directions: readonly Direction[],
  bands: readonly LayerRange[],
  fit: MeasureFit,
  onProgress?: OnProgress,
): Promise<BandEffects> {
  const trials = bands.flatMap((layers) => directions.map((direction) => ({ ...direction, layers })));
  const looks = trials.flatMap((direction) =>
    pictures.flatMap((w) =>
      [-TRIAL_SIGMAS, TRIAL_SIGMAS].map((sigmas): Look => ({ w, edits: [{ direction, sigmas }] })),
    ),
  );
  const rows = await probe.measure(looks, onProgress);
  let next = 0;
  const changes = bands.map(() =>
    directions.map(() =>
      pictures.map(() => {
        const [low, high] = [rows[next]!, rows[next + 1]!];
        next += 2;
        return changeBetween(low, high, fit).map((change) => change / (2 * TRIAL_SIGMAS));
      }),
    ),
  );
  return { bands, changes };
}

/** high - low in standard deviations, [measures]; 0 where a garment is missing or a measure never varies. */
export function changeBetween(
  low: MeasuredRow,
  high: MeasuredRow,
  { standardDeviations }: MeasureFit,
): Float64Array {
  return Float64Array.from(measureNames, (_, k) => {
    const change = (high[k]! - low[k]!) / standardDeviations[k]!;
    return Number.isFinite(change) ? change : 0;
  });
}
