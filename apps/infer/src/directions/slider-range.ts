import { measureNames } from '../measure/picture-measures.js';
import type { AimedDirection } from './aim-direction.js';
import type { Attribute } from './attributes.js';
import { changeBetween } from './band-effects.js';
import type { MeasureFit } from './fit-measures.js';
import type { Look, MeasuredRow, OnProgress, Probe } from './probe.js';

/** What a whole half of a slider should change, in standard deviations of its measure. */
const WANTED_EFFECT = 2;
/** A slider reaches at least and at most this far to either side, in sigmas: further is far from any garment. */
const LEAST_REACH = 2;
const FURTHEST_REACH = 4;
/** Steps tried on each side. */
const STEPS = 4;
/** A step belongs to the slider when this share of the pictures moves the labelled way. */
const ENOUGH_PICTURES = 0.7;

/** An attribute and the direction that is to serve it. */
export interface Aim {
  readonly attribute: Attribute;
  readonly aimed: AimedDirection;
}

/**
 * The range of each slider, in sigmas: from rest outwards as long as the attribute's measure keeps growing on
 * average and on most of the pictures (w [wDim] each). Null for a slider without a step to each side.
 */
export async function sliderRanges(
  probe: Probe,
  pictures: readonly Float32Array[],
  aims: readonly Aim[],
  fit: MeasureFit,
  onProgress?: OnProgress,
): Promise<(readonly [low: number, high: number] | null)[]> {
  const positions = aims.map(({ aimed }) => {
    const reach = Math.min(FURTHEST_REACH, Math.max(LEAST_REACH, Math.round(WANTED_EFFECT / aimed.effect)));
    return Array.from({ length: 2 * STEPS + 1 }, (_, i) => ((i - STEPS) / STEPS) * reach);
  });
  const looks = aims.flatMap(({ aimed: { direction } }, i) =>
    positions[i]!.flatMap((sigmas) => pictures.map((w): Look => ({ w, edits: [{ direction, sigmas }] }))),
  );
  const rows = await probe.measure(looks, onProgress);
  const rowsPerAim = (2 * STEPS + 1) * pictures.length;
  return aims.map(({ attribute }, i) => {
    const own = measureNames.indexOf(attribute.measure);
    const mine = rows.slice(i * rowsPerAim, (i + 1) * rowsPerAim);
    const at = (step: number): MeasuredRow[] =>
      mine.slice(step * pictures.length, (step + 1) * pictures.length);
    const grows = (from: number): boolean => {
      const changes = at(from).map((row, p) => changeBetween(row, at(from + 1)[p]!, fit)[own]!);
      const moved = changes.filter((change) => change > 0).length;
      return (
        moved >= ENOUGH_PICTURES * pictures.length && changes.reduce((sum, change) => sum + change, 0) > 0
      );
    };
    let [first, last] = [STEPS, STEPS];
    while (first > 0 && grows(first - 1)) first -= 1;
    while (last < 2 * STEPS && grows(last)) last += 1;
    return first < STEPS && last > STEPS ? ([positions[i]![first]!, positions[i]![last]!] as const) : null;
  });
}
