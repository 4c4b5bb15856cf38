import { setImmediate } from 'node:timers/promises';
import {
  CovarianceAccumulator,
  isolatingDirection,
  LatentError,
  ridgeRegression,
  standardDeviationAlong,
} from '@toile/latent';

export interface WordSamples {
  /** w of each sample as it was drawn [n, dim]. */
  readonly w: Float32Array;
  /** How near each picture comes to the text [n]. */
  readonly nearness: Float32Array;
  /** Samples of one group are compared with each other only: their category. */
  readonly groups: readonly (number | null)[];
  readonly dim: number;
}

/** A direction in w along which pictures come nearer to a text. */
export interface WordDirection {
  /** [dim] */
  readonly unitVector: Float32Array;
  /** How much w varies along it: one sigma. */
  readonly standardDeviation: number;
  /** Correlation of prediction and nearness over samples that were not fitted, -1..1. */
  readonly agreement: number;
}

/** Of every five samples: three are fitted, one chooses the penalty, one judges. */
const parts = { fitted: [0, 1, 2], choosing: [3], judging: [4] } as const;
/** Penalties to choose from, as shares of the variance of w times the number of samples. */
const penalties = [0.01, 0.1, 1, 10] as const;

/**
 * Ridge regression of nearness on w, both taken from the mean of their group, so that no direction turns a shirt into
 * a dress. From the weights comes the least unlikely change of w that raises the prediction, as for the sliders of a
 * pack (`isolatingDirection`). The caller's event loop is let go between fits.
 *
 * Null where nothing varies with the words. Throws RangeError when lengths do not fit.
 */
export async function wordDirection(samples: WordSamples): Promise<WordDirection | null> {
  const { dim } = samples;
  const n = samples.groups.length;
  if (samples.w.length !== n * dim || samples.nearness.length !== n) {
    throw new RangeError(`samples: expected ${n} x ${dim} and ${n} values, got ${samples.w.length}`);
  }
  const w = centred(samples.w, dim, samples.groups);
  const nearness = standardised(centred(samples.nearness, 1, samples.groups));
  const all = { w, nearness, dim };
  const [fitted, choosing, judging] = [parts.fitted, parts.choosing, parts.judging].map((part) =>
    picked(all, part),
  );
  const variance = w.reduce((sum, value) => sum + value * value, 0) / w.length;
  if (!fitted || !choosing || !judging || variance === 0) return null;
  let best: { weights: Float32Array; agreement: number } | null = null;
  for (const penalty of penalties) {
    await setImmediate();
    const weights = fit(fitted, penalty * variance * fitted.nearness.length);
    if (!weights) continue;
    const agreement = correlation(predicted(choosing, weights), choosing.nearness);
    if (!best || agreement > best.agreement) best = { weights, agreement };
  }
  if (!best || best.weights.every((weight) => weight === 0)) return null;
  await setImmediate();
  const accumulator = new CovarianceAccumulator(dim);
  accumulator.add(w, n);
  const covariance = accumulator.covariance();
  const unitVector = isolatingDirection(best.weights, 1, 0, covariance);
  const standardDeviation = standardDeviationAlong(covariance, unitVector);
  if (!(standardDeviation > 0)) return null;
  return {
    unitVector,
    standardDeviation,
    agreement: correlation(predicted(judging, unitVector), judging.nearness),
  };
}

interface Fitting {
  readonly w: Float32Array;
  readonly nearness: Float32Array;
  readonly dim: number;
}

function fit({ w, nearness, dim }: Fitting, lambda: number): Float32Array | null {
  try {
    return ridgeRegression(w, nearness, { n: nearness.length, dim, targets: 1 }, lambda).weights;
  } catch (error) {
    if (error instanceof LatentError && error.code === 'singular') return null;
    throw error;
  }
}

/** The samples whose number in five is one of `part`. */
function picked({ w, nearness, dim }: Fitting, part: readonly number[]): Fitting {
  const rows = Array.from(nearness.keys()).filter((row) => part.includes(row % 5));
  const some = new Float32Array(rows.length * dim);
  for (const [i, row] of rows.entries()) some.set(w.subarray(row * dim, (row + 1) * dim), i * dim);
  return { w: some, nearness: Float32Array.from(rows, (row) => nearness[row]!), dim };
}

function centred(values: Float32Array, dim: number, groups: WordSamples['groups']): Float32Array {
  const sums = new Map<number | null, { count: number; sum: Float64Array }>();
  for (const [row, group] of groups.entries()) {
    const of = sums.get(group) ?? { count: 0, sum: new Float64Array(dim) };
    sums.set(group, of);
    of.count += 1;
    for (let i = 0; i < dim; i++) of.sum[i]! += values[row * dim + i]!;
  }
  return values.map((value, at) => {
    const { count, sum } = sums.get(groups[Math.floor(at / dim)]!)!;
    return value - sum[at % dim]! / count;
  });
}

function standardised(values: Float32Array): Float32Array {
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return deviation > 0 ? values.map((value) => value / deviation) : values;
}

const predicted = ({ w, nearness, dim }: Fitting, weights: Float32Array): Float32Array =>
  nearness.map((_, row) => {
    let sum = 0;
    for (let i = 0; i < dim; i++) sum += weights[i]! * w[row * dim + i]!;
    return sum;
  });

/** Pearson's; 0 where one of the two does not vary. */
function correlation(one: Float32Array, other: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (const [i, value] of one.entries()) {
    both += (value - a) * (other[i]! - b);
    squaresA += (value - a) ** 2;
    squaresB += (other[i]! - b) ** 2;
  }
  const scale = Math.sqrt(squaresA * squaresB);
  return scale > 0 ? Math.max(-1, Math.min(1, both / scale)) : 0;
}
