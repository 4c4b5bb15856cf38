import { broadcastW } from '@toile/latent';
import type { Probe } from '../directions/probe.js';

/** Two garments as people start with them, ws [numWs, wDim] each. */
export interface GarmentPair {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly sameCategory: boolean;
}

/**
 * At least `pairs` pairs, every category as often: half of them of one category, half of two, each of the others in
 * turn. The same seed gives the same pairs.
 */
export async function garmentPairs(
  probe: Probe,
  { pairs, seed }: { readonly pairs: number; readonly seed: number },
): Promise<GarmentPair[]> {
  const { categories, defaultTruncationPsi, numWs, wDim } = probe.pack.manifest;
  const kinds = Math.max(1, categories.length);
  const rounds = Math.ceil(pairs / kinds);
  const n = rounds * kinds;
  const ofA = await probe.sample(seed, n, defaultTruncationPsi);
  const ofB = await probe.sample(seed + 1, n, defaultTruncationPsi);
  const ws = (w: Float32Array, i: number) => broadcastW(w.slice(i * wDim, (i + 1) * wDim), numWs);
  return Array.from({ length: n }, (_, i) => {
    const round = Math.floor(i / kinds);
    const shift = kindShift(round, kinds);
    const partner = round * kinds + ((i + shift) % kinds);
    return { a: ws(ofA.w, i), b: ws(ofB.w, partner), sameCategory: shift === 0 };
  });
}

/** How many categories further B's is than A's in one round: none in every other round. */
const kindShift = (round: number, kinds: number): number =>
  round % 2 === 0 || kinds === 1 ? 0 : 1 + ((round >> 1) % (kinds - 1));
