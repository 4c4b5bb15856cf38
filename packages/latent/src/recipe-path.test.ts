import { describe, expect, it } from 'vitest';
import { lerp, slerp } from './interpolation.js';
import { randomState, zFromSeed } from './random-state.js';
import { canonicalRecipe, type Recipe, type RecipeMix, type Source } from './recipe.js';
import { type PathShape, type RecipeStep, recipePath, type SourceStep } from './recipe-path.js';
import { wsFromRecipe } from './ws-from-recipe.js';

const shape: PathShape = { zDim: 24, numWs: 6, structureLayers: [0, 2] };
const wDim = 5;
const SLIDERS = ['hem', 'sleeves', 'warmth'];

/** A recipe that depends on nothing but the seed: one of two kinds of mix, and any sliders. */
function recipe(seed: number): Recipe {
  const random = randomState(seed).random(40);
  let at = 0;
  const next = () => random[at++]!;
  const source = () => ({
    kind: 'seed' as const,
    seed: Math.floor(next() * 2 ** 32),
    category: next() < 0.2 ? null : Math.floor(next() * 9),
  });
  const mix: RecipeMix =
    next() < 0.5
      ? { structure: next(), style: next() }
      : { layers: Array.from({ length: shape.numWs }, next) };
  const sliders = Object.fromEntries(
    SLIDERS.flatMap((id) => (next() < 0.5 ? [[id, 6 * next() - 3] as const] : [])),
  );
  return canonicalRecipe({
    v: 1,
    pack: 'a'.repeat(64),
    a: source(),
    b: source(),
    mix,
    truncationPsi: 1.5 * next(),
    sliders,
    output: { tier: 'final', sizePx: 64, format: 'png' },
  });
}

/** A made-up mapping network: nothing is linear in it. */
function mapped(z: Float32Array, category: number | null): Float32Array {
  return Float32Array.from({ length: wDim }, (_, i) => Math.tanh(3 * z[i]! * z[i + 1]!) + (category ?? -1));
}

function wsOf(
  recipeOrStep: Pick<Recipe, 'mix' | 'truncationPsi' | 'sliders'>,
  wA: Float32Array,
  wB: Float32Array,
) {
  return wsFromRecipe(recipeOrStep, {
    a: { w: wA },
    b: { w: wB },
    wAvg: new Float32Array(wDim).fill(0.25),
    numWs: shape.numWs,
    structureLayers: shape.structureLayers,
    directions: SLIDERS.map((id, i) => ({
      id,
      unitVector: Float32Array.from({ length: wDim }, (_, k) => (k === i ? 1 : 0)),
      standardDeviation: 1 + i,
      layers: [i, 5],
    })),
  });
}

function wOf(source: Source): Float32Array {
  if (source.kind !== 'seed') throw new TypeError('expected a seed');
  return mapped(zFromSeed(source.seed, shape.zDim), source.category);
}

const wsOfRecipe = (r: Recipe) => wsOf(r, wOf(r.a), wOf(r.b));

const seedOf = (source: Source) => (source.kind === 'seed' ? source.seed : Number.NaN);

function zOf(step: SourceStep): Float32Array {
  if (step.kind !== 'seeds') throw new TypeError('expected a step between seeds');
  return step.z;
}

function wsOfStep(step: RecipeStep) {
  const w = (source: SourceStep) => {
    const z = zOf(source);
    const [from, to] = source.kind === 'seeds' ? source.categories : [null, null];
    return lerp(mapped(z, from), mapped(z, to), step.t);
  };
  return wsOf(step, w(step.a), w(step.b));
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);

describe('recipePath', () => {
  it('L32: starts and ends exactly at its two recipes, for 200 random pairs', () => {
    for (let seed = 0; seed < 200; seed++) {
      const [from, to] = [recipe(2 * seed), recipe(2 * seed + 1)];
      const path = recipePath(from, to, shape, 3);
      expect(wsOfStep(path[0]!), `seed ${seed}`).toEqual(wsOfRecipe(from));
      expect(wsOfStep(path[2]!), `seed ${seed}`).toEqual(wsOfRecipe(to));
    }
  });

  it('L32: turned round it is the same walk backwards', () => {
    for (let seed = 0; seed < 100; seed++) {
      const [from, to] = [recipe(2 * seed), recipe(2 * seed + 1)];
      const there = recipePath(from, to, shape, 6).map(wsOfStep);
      const back = recipePath(to, from, shape, 6).map(wsOfStep).reverse();
      for (const [i, ws] of there.entries())
        expect(largestDifference(ws, back[i]!), `seed ${seed}`).toBeLessThan(1e-4);
    }
  });

  it('L32: between equal recipes it stands still', () => {
    for (let seed = 0; seed < 100; seed++) {
      const one = recipe(seed);
      const still = wsOfRecipe(one);
      for (const step of recipePath(one, one, shape, 4)) {
        expect(largestDifference(wsOfStep(step), still), `seed ${seed}`).toBeLessThan(1e-5);
      }
    }
  });

  it('L32: keeps z on great circles and every number between its ends', () => {
    for (let seed = 0; seed < 100; seed++) {
      const [from, to] = [recipe(2 * seed), recipe(2 * seed + 1)];
      const [z0, z1] = [zFromSeed(seedOf(from.a), shape.zDim), zFromSeed(seedOf(to.a), shape.zDim)];
      const between = (value: number, a: number, b: number) => {
        expect(value).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(a, b) + 1e-9);
      };
      for (const step of recipePath(from, to, shape, 5)) {
        expect(largestDifference(zOf(step.a), slerp(z0, z1, step.t))).toBeLessThan(1e-6);
        between(step.truncationPsi, from.truncationPsi, to.truncationPsi);
        for (const id of SLIDERS) between(step.sliders[id] ?? 0, from.sliders[id] ?? 0, to.sliders[id] ?? 0);
      }
    }
  });

  it('L32: joins two weights and weights by layer', () => {
    const two = { ...recipe(1), mix: { structure: 1, style: 0 } };
    const byLayer = { ...recipe(2), mix: { layers: [0, 0, 1, 1, 1, 1] } };
    expect(recipePath(two, byLayer, shape, 3)[1]!.mix).toEqual({ layers: Array(6).fill(0.5) });
    expect(recipePath(two, two, shape, 3)[1]!.mix).toEqual({ structure: 1, style: 0 });
  });

  it('L32: joins a latent and whatever stands at the other end', () => {
    const [one, two] = [recipe(1), recipe(2)];
    const latent = { kind: 'latent', wPlus: 'AAAA' } as const;
    const [, half] = recipePath({ ...one, a: latent }, two, shape, 3);
    expect(half!.a).toEqual({ kind: 'ends', from: latent, to: two.a });
    expect(half!.b.kind).toBe('seeds');
  });

  it('L32: names what does not fit', () => {
    const one = recipe(1);
    expect(() => recipePath(one, { ...one, pack: 'b'.repeat(64) }, shape, 3)).toThrow(/to\.pack/);
    expect(() => recipePath(one, one, shape, 1)).toThrow(/count/);
    const three = { ...one, mix: { layers: [0, 1, 0] } };
    expect(() => recipePath(three, { ...one, mix: { structure: 0, style: 1 } }, shape, 3)).toThrow(
      /from\.mix\.layers: expected 6 weights, got 3/,
    );
  });
});
