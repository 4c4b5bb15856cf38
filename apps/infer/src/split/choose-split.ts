import { randomState } from '@toile/latent';
import type { PackSplit } from '@toile/protocol';
import { appearanceParts, type Part, structureParts } from './garment-distances.js';
import type { Distances, MeasuredPair } from './measure-pairs.js';

/** Where a pack's layers part: the structure layers are [0, layers). */
export interface ChosenSplit {
  readonly layers: number;
  readonly split: PackSplit;
}

const RESAMPLES = 1_000;
/** A boundary that is the best in this share of the resamplings may be the best. */
const CONTENDER = 1 / 40;

/**
 * Chooses where structure ends. For each boundary k: structure kept is 1 minus the distance of the mixture from A as a
 * share of what unrelated garments have (B itself); appearance taken is the same with B and A exchanged, so both go
 * from 0 (an unrelated garment's) to 1 (the same). Each part of a distance is such a ratio of means over the pairs. The
 * balance is their harmonic mean, high only where both are.
 *
 * The pairs are resampled with replacement (Efron 1979) to see which boundaries may have the highest balance. Of those
 * the last is chosen, which keeps the most structure: a neckline that changed is noticed sooner than a weave that did
 * not, and a choice between equals must not hang on the seed. Throws RangeError without pairs.
 */
export function chooseSplit(pairs: readonly MeasuredPair[], seed: number): ChosenSplit {
  const numWs = pairs[0]?.layers.length;
  if (numWs === undefined) throw new RangeError('pairs: expected at least one');
  const random = randomState(seed);
  const wins = new Array<number>(numWs + 1).fill(0);
  const balances: number[][] = wins.map(() => []);
  for (let i = 0; i < RESAMPLES; i++) {
    const picks = random.random(pairs.length);
    const curve = curveOf(Array.from(picks, (at) => pairs[Math.floor(at * pairs.length)]!));
    wins[best(curve)]! += 1 / RESAMPLES;
    for (const [k, { balance }] of curve.entries()) balances[k]!.push(balance);
  }
  return {
    layers: wins.findLastIndex((share) => share >= CONTENDER),
    split: {
      objective: 'harmonic-mean',
      pairs: pairs.length,
      seed,
      curve: curveOf(pairs).map(({ structure, appearance, balance }, k) => ({
        structure: round(structure),
        appearance: round(appearance),
        balance: round(balance),
        interval: interval(balances[k]!),
        wins: round(wins[k]!),
      })),
      influence: Array.from({ length: numWs }, (_, layer) => influenceOf(pairs, layer)),
    },
  };
}

/** Boundaries that the pairs do not tell from the best. */
export const contenders = ({ curve }: PackSplit): number[] =>
  [...curve.keys()].filter((k) => curve[k]!.wins >= CONTENDER);

export interface CurvePoint {
  readonly structure: number;
  readonly appearance: number;
  readonly balance: number;
}

/** What each boundary keeps and takes, [numWs + 1]. */
export function curveOf(pairs: readonly MeasuredPair[]): CurvePoint[] {
  const last = pairs[0]!.layers.length;
  return Array.from({ length: last + 1 }, (_, k) => {
    const structure = 1 - share(pairs, structureParts, 'structure', ({ boundaries }) => boundaries[k]!);
    const appearance = 1 - share(pairs, appearanceParts, 'appearance', ({ boundaries }) => boundaries[k]!);
    return { structure, appearance, balance: harmonicMean(structure, appearance) };
  });
}

/** How much of the way to an unrelated garment one layer alone goes. */
function influenceOf(pairs: readonly MeasuredPair[], layer: number): PackSplit['influence'][number] {
  const at = ({ layers }: MeasuredPair) => layers[layer]!;
  return {
    structure: round(share(pairs, structureParts, 'structure', at)),
    appearance: round(share(pairs, appearanceParts, 'appearance', at)),
  };
}

/** The distance of some mixtures as a share of that between unrelated garments, by the parts' weights. */
function share(
  pairs: readonly MeasuredPair[],
  parts: readonly Part[],
  of: keyof Distances,
  mixed: (pair: MeasuredPair) => Distances,
): number {
  const unrelated = ({ boundaries }: MeasuredPair) =>
    boundaries[of === 'structure' ? 0 : boundaries.length - 1]!;
  let [sum, weights] = [0, 0];
  for (const [p, { weight }] of parts.entries()) {
    let [distance, level] = [0, 0];
    for (const pair of pairs) {
      distance += mixed(pair)[of][p]!;
      level += unrelated(pair)[of][p]!;
    }
    // What never differs tells nothing.
    if (level === 0) continue;
    sum += weight * (distance / level);
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

const harmonicMean = (one: number, other: number): number =>
  one > 0 && other > 0 ? (2 * one * other) / (one + other) : 0;

/** The boundary of the highest balance. Boundaries at either end part nothing. */
function best(curve: readonly CurvePoint[]): number {
  let layers = 1;
  for (let k = 2; k < curve.length - 1; k++) if (curve[k]!.balance > curve[layers]!.balance) layers = k;
  return layers;
}

/** The middle 95 percent. */
function interval(values: number[]): [number, number] {
  values.sort((a, b) => a - b);
  const at = (share: number) => round(values[Math.round(share * (values.length - 1))]!);
  return [at(0.025), at(0.975)];
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;
