import { recipeHash } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Design } from './design.js';
import { designRecipe } from './design-recipe.js';
import { createDesign, type DesignFields } from './edit.js';
import { filmSteps } from './film.js';
import { layerWeights } from './layer-weights.js';
import { morph } from './morph.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';

const pack = testPack();
const seeded = (seed: number) => ({ kind: 'seed', seed, category: null }) as const;
const [a, b, c, d] = [seeded(1), seeded(2), seeded(3), seeded(4)];

function designOf(fields: DesignFields): Design {
  const doc = new Y.Doc();
  const design = readDesign(doc, createDesign(doc, fields));
  if (!design) throw new Error('expected the design that was made');
  return design;
}

/** seed -> its weight on each layer. */
function weightsOf(design: Design): Map<number, number[]> {
  const ofB = layerWeights(design, pack.manifest);
  const weights = new Map<number, number[]>();
  for (const [source, share] of [
    [design.a, ofB.map((weight) => 1 - weight)],
    [design.b, ofB],
  ] as const) {
    const before = weights.get(source.seed) ?? share.map(() => 0);
    weights.set(
      source.seed,
      share.map((weight, layer) => weight + (before[layer] ?? 0)),
    );
  }
  return weights;
}

/** The largest change of any source's weight on any layer from one frame to the next. */
function largestStep(frames: readonly Design[]): number {
  let largest = 0;
  for (const [at, frame] of frames.slice(1).entries()) {
    const [before, after] = [weightsOf(frames[at]!), weightsOf(frame)];
    for (const seed of new Set([...before.keys(), ...after.keys()])) {
      for (let layer = 0; layer < pack.manifest.numWs; layer++) {
        const change = Math.abs((after.get(seed)?.[layer] ?? 0) - (before.get(seed)?.[layer] ?? 0));
        largest = Math.max(largest, change);
      }
    }
  }
  return largest;
}

describe('film', () => {
  it.each<[string, DesignFields, DesignFields, number]>([
    ['four sources', { a, b, structure: 0.2, style: 0.4 }, { a: c, b: d, structure: 0.7, style: 0.6 }, 3],
    ['a source that both show', { a, b, structure: 0.2, style: 0.9 }, { a: b, b: c, structure: 0.5 }, 2],
    ['from one source', { a, b: a, sliders: { hem: 2 } }, { a: c, b: d, structure: 0.4, style: 1 }, 2],
    ['to one source', { a, b, structure: 0.5, style: 0.5 }, { a: c, b: c, truncationPsi: 1 }, 2],
    ['weights by layer', { a, b, layers: { 0: 1, 9: 0.5 } }, { a: c, b: d, layers: { 3: 1 } }, 3],
  ])('R61: has no jump: %s', (_what, start, end, stretches) => {
    const [from, to] = [designOf(start), designOf(end)];
    for (const count of [12, 25, 60]) {
      const steps = filmSteps(from, to, pack, count);
      expect(steps).toHaveLength(count);
      const frames = steps.map((fields) => ({ ...from, ...fields }));
      const hash = (design: Design) => recipeHash(designRecipe(design, pack));
      expect([frames[0]!, frames.at(-1)!].map(hash)).toEqual([from, to].map(hash));
      // Each stretch moves a weight by 1 at most; rounding may make one of them a step shorter.
      expect(largestStep(frames)).toBeLessThanOrEqual((2 * stretches) / (count - 1 - stretches));
      const psis = frames.map(({ truncationPsi }) => truncationPsi);
      const largestPsi = Math.max(...psis.slice(1).map((psi, at) => Math.abs(psi - psis[at]!)));
      expect(largestPsi).toBeLessThan(1 / (count - 1));
    }
  });

  it('R61: is the morph where two sources suffice, and where there are too few frames for a way', () => {
    const [one, other] = [designOf({ a, b, structure: 0.2 }), designOf({ a, b, style: 1 })];
    expect(filmSteps(one, other, pack, 24)).toEqual(morph(one, other, pack, 24).steps);
    const far = designOf({ a: c, b: d, structure: 0.5, style: 0.5 });
    const near = designOf({ a, b, structure: 0.5, style: 0.5 });
    expect(filmSteps(near, far, pack, 3)).toEqual(morph(near, far, pack, 3).steps);
    expect(() => filmSteps(near, far, pack, 1)).toThrow(RangeError);
  });
});
