import type { LayerRange } from '@toile/latent';

/** Bands end after these layers: two layers a resolution up to 64 px, what is finer together. */
const ENDS = [2, 4, 6, 8];

/** The layers of a generator in up to five neighbouring bands, coarsest first. Together they are [0, numWs). */
export function layerBands(numWs: number): LayerRange[] {
  const ends = [...ENDS.filter((end) => end < numWs), numWs];
  return ends.map((end, i): LayerRange => [i === 0 ? 0 : ends[i - 1]!, end]);
}

/** Every run of neighbouring bands, as indices [first, last], both included. */
export function bandRuns(bands: number): (readonly [first: number, last: number])[] {
  return Array.from({ length: bands }, (_, first) =>
    Array.from({ length: bands - first }, (_, more) => [first, first + more] as const),
  ).flat();
}
