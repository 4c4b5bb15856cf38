import { mixWsByLayer } from '@toile/latent';
import type { OnProgress, Probe } from '../directions/probe.js';
import {
  appearanceDistances,
  type SeenGarment,
  seenGarment,
  structureDistances,
} from './garment-distances.js';
import { garmentPairs } from './garment-pairs.js';

/** How far a picture is from a garment in each part. */
export interface Distances {
  readonly structure: readonly number[];
  readonly appearance: readonly number[];
}

/** One pair of garments A and B, and every way of mixing them that was drawn. */
export interface MeasuredPair {
  readonly sameCategory: boolean;
  /**
   * [numWs + 1] With A below layer k and B from k on: the structure's distance from A, the appearance's from B. So the
   * first has the structure of another garment and the last its appearance.
   */
  readonly boundaries: readonly Distances[];
  /** [numWs] A, with one layer of B: both distances from A. */
  readonly layers: readonly Distances[];
}

export interface PairOptions {
  /** How many pairs, rounded up to as many of every category. */
  readonly pairs: number;
  /** uint32, at most 2^32 - 2. The same seed gives the same pairs. */
  readonly seed: number;
}

const BATCH = 8;

/** Draws and measures many pairs, those left out whose garments are not both to be seen on white. */
export async function measurePairs(
  probe: Probe,
  options: PairOptions,
  onProgress?: OnProgress,
): Promise<{ readonly drawn: number; readonly measured: MeasuredPair[] }> {
  const { numWs } = probe.pack.manifest;
  const pairs = await garmentPairs(probe, options);
  const measured: MeasuredPair[] = [];
  const weights = [...boundaryWeights(numWs), ...layerWeights(numWs)];
  for (const [done, { a, b, sameCategory }] of pairs.entries()) {
    const seen = await drawnMixes(probe, a, b, weights);
    const pair = pairOf(seen, numWs);
    if (pair) measured.push({ sameCategory, ...pair });
    onProgress?.(done + 1, pairs.length);
  }
  return { drawn: pairs.length, measured };
}

/** Weights of B by layer, [numWs + 1, numWs]: all B, then A below layer 1, 2, …, and all A. */
export const boundaryWeights = (numWs: number): number[][] =>
  Array.from({ length: numWs + 1 }, (_, k) => Array.from({ length: numWs }, (_, i) => (i < k ? 0 : 1)));

const layerWeights = (numWs: number): number[][] =>
  Array.from({ length: numWs }, (_, k) => Array.from({ length: numWs }, (_, i) => (i === k ? 1 : 0)));

/** The pictures of A and B (ws [numWs, wDim] each) mixed by each of some weights. */
async function drawnMixes(
  probe: Probe,
  a: Float32Array,
  b: Float32Array,
  weights: readonly (readonly number[])[],
): Promise<(SeenGarment | null)[]> {
  const { manifest } = probe.pack;
  const sidePx = manifest.resolutionPx;
  const bytes = sidePx * sidePx * 3;
  const seen: (SeenGarment | null)[] = [];
  for (let first = 0; first < weights.length; first += BATCH) {
    const batch = weights.slice(first, first + BATCH);
    const ws = new Float32Array(batch.length * a.length);
    for (const [i, mix] of batch.entries()) ws.set(mixWsByLayer(a, b, manifest, mix), i * a.length);
    const rgb = await probe.drawWs(ws, batch.length);
    for (const i of batch.keys()) seen.push(seenGarment(rgb.subarray(i * bytes, (i + 1) * bytes), sidePx));
  }
  return seen;
}

/** Null where A or B is not to be seen. `seen`: the boundaries' pictures, then the layers'. */
export function pairOf(
  seen: readonly (SeenGarment | null)[],
  numWs: number,
): Pick<MeasuredPair, 'boundaries' | 'layers'> | null {
  const [b, a] = [seen[0], seen[numWs]];
  if (!a || !b) return null;
  // A mixture that is no garment has kept nothing and taken nothing.
  const unrelated: Distances = { structure: structureDistances(a, b), appearance: appearanceDistances(a, b) };
  const distances = (mixed: SeenGarment | null | undefined, from: SeenGarment): Distances =>
    mixed
      ? { structure: structureDistances(mixed, a), appearance: appearanceDistances(mixed, from) }
      : unrelated;
  return {
    boundaries: seen.slice(0, numWs + 1).map((mixed) => distances(mixed, b)),
    layers: seen.slice(numWs + 1).map((mixed) => distances(mixed, a)),
  };
}
