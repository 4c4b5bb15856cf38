import { CovarianceAccumulator, ridgeRegression } from '@toile/latent';
import { measureNames } from '../measure/picture-measures.js';
import type { MeasuredRow, SampledGarments } from './probe.js';

const MEASURES = measureNames.length;
/** Tried in turn; in units of the number of pictures times the mean variance of an entry of w. */
const PENALTIES = [0.001, 0.01, 0.1, 1];
/** One picture in this many is kept from the fit that chooses the penalty. */
const HELD_OUT_EVERY = 5;
/** A measure that varies less than this is constant. */
const LEAST_DEVIATION = 1e-6;

/** How the measures of a pack's pictures depend on w, category by category. */
export interface MeasureFit {
  /** [measures, wDim]: the change of each measure, in its standard deviations, for one unit of w. */
  readonly weights: Float32Array;
  /** [measures]: standard deviation within a category; 0 for a measure that does not vary. */
  readonly standardDeviations: Float64Array;
  /** [measures]: share of the variance that the fit explains on pictures it has not seen; can be below 0. */
  readonly heldOutRSquared: Float64Array;
  /** [wDim, wDim]: covariance of w within a category. */
  readonly covariance: Float64Array;
  /** Pictures that the fit rests on. */
  readonly pictures: number;
}

/**
 * Ridge regression of every measure on w, both taken from their category's mean, so that no direction is found
 * that only turns one kind of garment into another; the penalty is the one that predicts a held-out fifth best.
 *
 * Pictures without a garment (NaN) are left out. Throws RangeError with fewer than ten left.
 */
export function fitMeasures(garments: SampledGarments, rows: readonly MeasuredRow[]): MeasureFit {
  const wDim = garments.w.length / rows.length;
  const seen = [...rows.keys()].filter((i) => !rows[i]!.some(Number.isNaN));
  if (seen.length < 10) throw new RangeError(`rows: expected at least 10 garments, got ${seen.length}`);
  const categories = seen.map((i) => garments.categories[i]!);
  const w = Float32Array.from(
    { length: seen.length * wDim },
    (_, at) => garments.w[seen[Math.floor(at / wDim)]! * wDim + (at % wDim)]!,
  );
  const x = fromCategoryMeans(w, wDim, categories);
  const measured = new Float32Array(seen.length * MEASURES);
  for (const [i, row] of seen.entries()) measured.set(rows[row]!, i * MEASURES);
  const y = fromCategoryMeans(measured, MEASURES, categories);
  const standardDeviations = scaleToUnit(y);

  const sums = new CovarianceAccumulator(wDim);
  sums.add(x, seen.length);
  const covariance = sums.covariance();
  let variance = 0;
  for (let i = 0; i < wDim; i++) variance += covariance[i * wDim + i]! / wDim;

  const penalties = PENALTIES.map((penalty) => penalty * seen.length * variance);
  const held = penalties.map((lambda) => heldOutRSquared(x, y, wDim, lambda));
  const total = held.map((shares) => shares.reduce((sum, share) => sum + Math.max(0, share), 0));
  const best = total.indexOf(Math.max(...total));
  const shape = { n: seen.length, dim: wDim, targets: MEASURES };
  const { weights } = ridgeRegression(x, y, shape, penalties[best]!);
  return {
    weights,
    standardDeviations,
    heldOutRSquared: held[best]!,
    covariance,
    pictures: seen.length,
  };
}

/** Rows of `width` values with the mean of their category taken off. */
function fromCategoryMeans(values: Float32Array, width: number, categories: readonly number[]): Float32Array {
  const sums = new Map<number, { count: number; sum: Float64Array }>();
  for (const [i, category] of categories.entries()) {
    const entry = sums.get(category) ?? { count: 0, sum: new Float64Array(width) };
    entry.count += 1;
    for (let k = 0; k < width; k++) entry.sum[k]! += values[i * width + k]!;
    sums.set(category, entry);
  }
  return values.map((value, at) => {
    const { count, sum } = sums.get(categories[Math.floor(at / width)]!)!;
    return value - sum[at % width]! / count;
  });
}

/** Divides each measure by its standard deviation in place, and returns those. */
function scaleToUnit(y: Float32Array): Float64Array {
  const n = y.length / MEASURES;
  const deviations = new Float64Array(MEASURES);
  for (const [at, value] of y.entries()) deviations[at % MEASURES]! += value ** 2 / n;
  for (const [k, variance] of deviations.entries()) {
    const deviation = Math.sqrt(variance);
    deviations[k] = deviation > LEAST_DEVIATION ? deviation : 0;
  }
  for (const at of y.keys()) y[at] = deviations[at % MEASURES]! > 0 ? y[at]! / deviations[at % MEASURES]! : 0;
  return deviations;
}

function heldOutRSquared(x: Float32Array, y: Float32Array, wDim: number, lambda: number): Float64Array {
  const n = y.length / MEASURES;
  const isHeld = (i: number) => i % HELD_OUT_EVERY === 0;
  const kept = Array.from({ length: n }, (_, i) => i).filter((i) => !isHeld(i));
  const { weights, intercept } = ridgeRegression(
    rowsOf(x, wDim, kept),
    rowsOf(y, MEASURES, kept),
    { n: kept.length, dim: wDim, targets: MEASURES },
    lambda,
  );
  const squares = new Float64Array(MEASURES);
  const residuals = new Float64Array(MEASURES);
  for (let i = 0; i < n; i += HELD_OUT_EVERY) {
    for (let k = 0; k < MEASURES; k++) {
      let predicted = intercept[k]!;
      for (let d = 0; d < wDim; d++) predicted += weights[k * wDim + d]! * x[i * wDim + d]!;
      residuals[k]! += (y[i * MEASURES + k]! - predicted) ** 2;
      squares[k]! += y[i * MEASURES + k]! ** 2;
    }
  }
  return squares.map((square, k) => (square > 0 ? 1 - residuals[k]! / square : 0));
}

function rowsOf(values: Float32Array, width: number, rows: readonly number[]): Float32Array {
  const chosen = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries())
    chosen.set(values.subarray(row * width, (row + 1) * width), i * width);
  return chosen;
}
