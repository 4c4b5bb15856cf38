import type { Direction } from '@toile/latent';
import { type MeasureName, measureNames } from '../measure/picture-measures.js';
import type { Attribute } from './attributes.js';
import { changeBetween } from './band-effects.js';
import type { MeasureFit } from './fit-measures.js';
import type { Look, OnProgress, Probe } from './probe.js';

/** What a slider must do, on pictures that it was not made from, to carry its name. */
export const thresholds = {
  /** Least share of steps that move the measure the labelled way. */
  monotonicity: 0.75,
  /** Least mean change of the measure over the whole range, in standard deviations. */
  effect: 1,
  /** Most that any other measure may change, as a share of the slider's own change. */
  sideEffect: 0.8,
  /** The same for a measure that cannot stay as it is, such as the area of a garment that grows longer. */
  entailed: 1,
} as const;

const POSITIONS = 5;

/** A slider as it would be offered. */
export interface Candidate {
  readonly attribute: Attribute;
  readonly direction: Direction;
  readonly rangeSigmas: readonly [low: number, high: number];
}

/** What a slider was seen to do from its low end to its high end. */
export interface Verdict {
  /** Share of neighbouring steps, over all pictures, that move the measure the labelled way. */
  readonly monotonicity: number;
  /** Mean change of each measure over the range, in standard deviations. */
  readonly changes: Readonly<Record<MeasureName, number>>;
  /** Why the slider must not be offered; empty when it may. */
  readonly faults: readonly string[];
}

/** Moves each slider over its range on pictures (w [wDim] each) and judges it. */
export async function verifySliders(
  probe: Probe,
  pictures: readonly Float32Array[],
  candidates: readonly Candidate[],
  fit: MeasureFit,
  onProgress?: OnProgress,
): Promise<Verdict[]> {
  const looks = candidates.flatMap(({ direction, rangeSigmas: [low, high] }) =>
    pictures.flatMap((w) =>
      Array.from({ length: POSITIONS }, (_, i): Look => {
        const share = i / (POSITIONS - 1);
        return { w, edits: [{ direction, sigmas: low + share * (high - low) }] };
      }),
    ),
  );
  const rows = await probe.measure(looks, onProgress);
  return candidates.map(({ attribute }, c) => {
    const own = measureNames.indexOf(attribute.measure);
    const sums = new Float64Array(measureNames.length);
    let right = 0;
    for (const p of pictures.keys()) {
      const first = (c * pictures.length + p) * POSITIONS;
      const steps = rows.slice(first, first + POSITIONS);
      for (let i = 1; i < POSITIONS; i++) {
        if (changeBetween(steps[i - 1]!, steps[i]!, fit)[own]! > 0) right += 1;
      }
      for (const [k, change] of changeBetween(steps[0]!, steps.at(-1)!, fit).entries()) sums[k]! += change;
    }
    const changes = Object.fromEntries(
      measureNames.map((name, k) => [name, sums[k]! / pictures.length]),
    ) as Record<MeasureName, number>;
    const monotonicity = right / (pictures.length * (POSITIONS - 1));
    return { monotonicity, changes, faults: faultsOf(attribute, monotonicity, changes) };
  });
}

function faultsOf(
  { measure, entails }: Attribute,
  monotonicity: number,
  changes: Readonly<Record<MeasureName, number>>,
): string[] {
  const faults: string[] = [];
  const effect = changes[measure];
  if (effect < thresholds.effect)
    faults.push(`moves ${measure} by ${effect.toFixed(2)} sd, under ${thresholds.effect}`);
  if (monotonicity < thresholds.monotonicity) {
    faults.push(
      `${percent(monotonicity)} of its steps go the right way, under ${percent(thresholds.monotonicity)}`,
    );
  }
  for (const name of measureNames) {
    if (name === measure) continue;
    const most = entails.includes(name) ? thresholds.entailed : thresholds.sideEffect;
    const share = Math.abs(changes[name]) / effect;
    if (effect > 0 && share > most) {
      faults.push(`moves ${name} by ${percent(share)} of what it moves ${measure}, over ${percent(most)}`);
    }
  }
  return faults;
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;
