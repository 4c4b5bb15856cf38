import {
  interpolateWs,
  lerp,
  type Recipe,
  recipePath,
  type SourceLatent,
  type SourceStep,
  sourceWs,
  wsFromRecipe,
} from '@toile/latent';
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
  const sources = steps.flatMap(({ a, b }) => [a, b]);
  const between = await mappedInBoth(
    opened,
    sources.filter((source) => source.kind === 'seeds'),
  );
  const psis = [from.truncationPsi, to.truncationPsi] as const;
  const joined = new Map<SourceStep, SourceLatent>();
  for (const [i, source] of sources.entries()) {
    const { t } = steps[Math.floor(i / 2)]!;
    if (source.kind === 'seeds') joined.set(source, { w: lerp(...between.get(source)!, t) });
    else joined.set(source, { wPlus: lerp(...(await endsOf(opened, source, psis)), t) });
  }
  return steps.map((step) => {
    const [a, b] = [joined.get(step.a)!, joined.get(step.b)!];
    return wsFromRecipe(step, { a, b, wAvg, numWs, structureLayers, directions });
  });
}

/** The ws [numWs, wDim] of the two ends, each at its own truncationPsi. */
async function endsOf(
  { pack, drawing }: DrawingPack,
  { from, to }: SourceStep & { kind: 'ends' },
  psis: readonly [number, number],
): Promise<[Float32Array, Float32Array]> {
  const { wAvg, manifest } = pack;
  const [first, second] = await drawing.latents([from, to]);
  const shape = { wAvg, numWs: manifest.numWs };
  return [sourceWs(first!, psis[0], shape), sourceWs(second!, psis[1], shape)];
}

/** For each step between seeds its w [wDim] in the category of either end. */
async function mappedInBoth(
  { pack, sessions }: DrawingPack,
  sources: readonly (SourceStep & { kind: 'seeds' })[],
): Promise<Map<SourceStep, [Float32Array, Float32Array]>> {
  if (sources.length === 0) return new Map();
  const { zDim, wDim } = pack.manifest;
  const z = new Float32Array(2 * sources.length * zDim);
  for (const [i, source] of sources.entries()) {
    z.set(source.z, 2 * i * zDim);
    z.set(source.z, (2 * i + 1) * zDim);
  }
  const categories = sources.flatMap((source) => [...source.categories]);
  const w = await runMapping(sessions.mapping, pack.manifest, z, categories);
  const row = (i: number) => w.slice(i * wDim, (i + 1) * wDim);
  return new Map(sources.map((source, i) => [source, [row(2 * i), row(2 * i + 1)]]));
}
