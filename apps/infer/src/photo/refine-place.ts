import { solvePositiveDefinite } from '@toile/latent';

/** A batch of pictures for wPlus [n, numWs * wDim]: [n, values], -1 to 1 and not clamped. */
export type DrawPictures = (ws: Float32Array, n: number) => Promise<Float32Array>;

export interface RefineSettings {
  /** How often to look which way to go; each costs a picture for every refinement, and three more. */
  readonly passes: number;
  /** What a change of wPlus costs against the picture's mean squared error; 0 lets it go anywhere. */
  readonly deltaWeight: number;
}

/** Where a search has come to. */
export interface RefinedPlace {
  /** [numWs * wDim] */
  readonly wPlus: Float32Array;
  /** The picture drawn there, as `DrawPictures` draws it. */
  readonly picture: Float32Array;
}

/** Pictures drawn at once. */
const BATCH = 16;
/** How far along a refinement the picture is looked at, in its length: small enough for a slope, large enough for float32. */
const PROBE = 0.1;
/** Shares of a step that are tried. */
const SHARES = [1, 0.5, 0.2];

/**
 * Moves wPlus so that its picture comes closer to `wanted` [values], -1 to 1: Gauss-Newton with a prior (Nocedal
 * and Wright, "Numerical Optimization", 2006, §10.3), in the span of `refinements` [k, numWs * wDim], each as long
 * as it is likely to be. Slopes are differences of drawn pictures, for the runtime has no gradients. What does not
 * come closer is not taken, so the result is never further than the start.
 */
export async function refinePlace(
  draw: DrawPictures,
  start: Float32Array,
  wanted: Float32Array,
  refinements: Float32Array,
  { passes, deltaWeight }: RefineSettings,
): Promise<RefinedPlace> {
  const size = start.length;
  const k = refinements.length / size;
  const place = (amounts: Float64Array): Float32Array => moved(start, refinements, amounts);
  let amounts = new Float64Array(k);
  let picture = await draw(start, 1);
  let cost = costOf(picture, wanted, amounts, deltaWeight);
  for (let pass = 0; pass < passes && k > 0; pass++) {
    const slopes = await slopesAt(draw, place(amounts), picture, refinements);
    const step = bestStep(slopes, picture, wanted, amounts, deltaWeight);
    const tried = SHARES.map((share) => amounts.map((amount, i) => amount + share * step[i]!));
    const pictures = await draw(joined(tried.map(place)), tried.length);
    const costs = tried.map((there, i) =>
      costOf(part(pictures, i, wanted.length), wanted, there, deltaWeight),
    );
    const best = costs.indexOf(Math.min(...costs));
    if (costs[best]! >= cost) break;
    [amounts, picture, cost] = [tried[best]!, part(pictures, best, wanted.length).slice(), costs[best]!];
  }
  return { wPlus: place(amounts), picture };
}

/** Mean squared error of the picture, as it will be shown, and the price of the way there. */
function costOf(
  picture: Float32Array,
  wanted: Float32Array,
  amounts: Float64Array,
  deltaWeight: number,
): number {
  let error = 0;
  for (let i = 0; i < wanted.length; i++) error += (clamped(picture[i]!) - wanted[i]!) ** 2;
  const way = amounts.reduce((sum, amount) => sum + amount ** 2, 0);
  return error / wanted.length + (deltaWeight * way) / amounts.length;
}

/** How the picture changes along each refinement: [k, values]. */
async function slopesAt(
  draw: DrawPictures,
  place: Float32Array,
  picture: Float32Array,
  refinements: Float32Array,
): Promise<Float32Array[]> {
  const size = place.length;
  const k = refinements.length / size;
  const slopes: Float32Array[] = [];
  for (let first = 0; first < k; first += BATCH) {
    const n = Math.min(BATCH, k - first);
    const ws = new Float32Array(n * size);
    for (let i = 0; i < ws.length; i++) ws[i] = place[i % size]! + PROBE * refinements[first * size + i]!;
    const pictures = await draw(ws, n);
    for (let i = 0; i < n; i++) {
      const there = part(pictures, i, picture.length);
      slopes.push(there.map((value, at) => (clamped(value) - clamped(picture[at]!)) / PROBE));
    }
  }
  return slopes;
}

/** The change of amounts [k] that a picture of these slopes would need. */
function bestStep(
  slopes: readonly Float32Array[],
  picture: Float32Array,
  wanted: Float32Array,
  amounts: Float64Array,
  deltaWeight: number,
): Float64Array {
  const k = slopes.length;
  const values = wanted.length;
  const missing = wanted.map((value, i) => value - clamped(picture[i]!));
  const matrix = new Float64Array(k * k);
  const step = new Float64Array(k);
  const price = deltaWeight / k;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) matrix[i * k + j] = dot(slopes[i]!, slopes[j]!) / values;
    // A slope of nothing has no best amount: the floor keeps it where it is.
    matrix[i * k + i]! += price + 1e-9;
    step[i] = dot(slopes[i]!, missing) / values - price * amounts[i]!;
  }
  solvePositiveDefinite(matrix, k, step, 1);
  return step;
}

function moved(start: Float32Array, refinements: Float32Array, amounts: Float64Array): Float32Array {
  const place = start.slice();
  for (const [i, amount] of amounts.entries()) {
    if (amount === 0) continue;
    for (let at = 0; at < place.length; at++) place[at]! += amount * refinements[i * place.length + at]!;
  }
  return place;
}

function joined(places: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(places.reduce((sum, place) => sum + place.length, 0));
  let at = 0;
  for (const place of places) {
    all.set(place, at);
    at += place.length;
  }
  return all;
}

const part = (all: Float32Array, i: number, length: number): Float32Array =>
  all.subarray(i * length, (i + 1) * length);

const clamped = (value: number): number => Math.min(1, Math.max(-1, value));

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
