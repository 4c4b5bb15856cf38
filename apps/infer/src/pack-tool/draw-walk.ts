import { interpolateWs, lerp, type Recipe, recipePath, type SourceStep, wsFromRecipe } from '@toile/latent';
import { runMapping } from '../inference/sessions.js';
import type { DrawingPack } from './drawing-pack.js';

/** `z`: on great circles in z; `w`: on straight lines in wPlus. */
export type WalkSpace = 'z' | 'w';

/**
 * The ws [numWs, wDim] of `count` moments on the way from one recipe to another, both ends included. Rejects when
 * mapping fails.
 */
export async function walkWs(
  opened: DrawingPack,
  [from, to]: readonly [Recipe, Recipe],
  count: number,
  space: WalkSpace,
): Promise<Float32Array[]> {
  const { manifest, wAvg, directions } = opened.pack;
  const { zDim, wDim, numWs, structureLayers } = manifest;
  if (space === 'w') {
    const ends = await opened.drawing.ws([from, to]);
    const size = numWs * wDim;
    return interpolateWs(ends.slice(0, size), ends.slice(size), count);
  }
  const steps = recipePath(from, to, { zDim, numWs, structureLayers }, count);
  const mapped = await mappedInBoth(
    opened,
    steps.flatMap(({ a, b }) => [a, b]),
  );
  return steps.map((step, i) => {
    const w = (source: number) => lerp(...mapped[2 * i + source]!, step.t);
    return wsFromRecipe(step, { wA: w(0), wB: w(1), wAvg, numWs, structureLayers, directions });
  });
}

/** For each source its w [wDim] in the category of either end. */
async function mappedInBoth(
  { pack, sessions }: DrawingPack,
  sources: readonly SourceStep[],
): Promise<[Float32Array, Float32Array][]> {
  const { zDim, wDim } = pack.manifest;
  const z = new Float32Array(2 * sources.length * zDim);
  for (const [i, source] of sources.entries()) {
    z.set(source.z, 2 * i * zDim);
    z.set(source.z, (2 * i + 1) * zDim);
  }
  const categories = sources.flatMap((source) => [...source.categories]);
  const w = await runMapping(sessions.mapping, pack.manifest, z, categories);
  const row = (i: number) => w.slice(i * wDim, (i + 1) * wDim);
  return sources.map((_, i) => [row(2 * i), row(2 * i + 1)]);
}
