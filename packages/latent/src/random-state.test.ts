import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomState, zFromSeed } from './random-state.js';

interface Stream {
  seed: number;
  random: number[];
  randnStart: number[];
  randn998to1000: number[];
  randn1001to1003: number[];
}

const numpy: { streams: Stream[]; interleaved: Record<'randn1' | 'random1' | 'randn2', number[]> } =
  JSON.parse(readFileSync(new URL('../fixtures/numpy-random-state.json', import.meta.url), 'utf8'));
const stylegan: { seeds: Record<string, { z: number[] }> } = JSON.parse(
  readFileSync(new URL('../fixtures/stylegan2-ada-w.json', import.meta.url), 'utf8'),
);

/** Equal up to two units in the last place of the double, and exactly in float32. */
function expectSameNormals(actual: Float64Array, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(value));
    expect(Math.fround(actual[i]!)).toBe(Math.fround(value));
  }
}

describe('randomState', () => {
  it.each(numpy.streams)('L10: repeats NumPy for seed $seed', (stream) => {
    expect(Array.from(randomState(stream.seed).random(8))).toEqual(stream.random);
    const state = randomState(stream.seed);
    const first = state.randn(1001);
    expectSameNormals(first.subarray(0, 8), stream.randnStart);
    expectSameNormals(first.subarray(998), stream.randn998to1000);
    expectSameNormals(state.randn(3), stream.randn1001to1003);
  });

  it('L10: keeps the second half of a pair across a uniform draw, as NumPy does', () => {
    const state = randomState(7);
    expectSameNormals(state.randn(1), numpy.interleaved.randn1);
    expect(Array.from(state.random(1))).toEqual(numpy.interleaved.random1);
    expectSameNormals(state.randn(2), numpy.interleaved.randn2);
  });

  it('L10: seed 0 starts with the numbers everybody knows', () => {
    const known = [1.76405235, 0.40015721, 0.97873798, 2.2408932];
    for (const [i, value] of known.entries()) expect(randomState(0).randn(4)[i]).toBeCloseTo(value, 8);
  });

  it.each(Object.keys(stylegan.seeds))('L11: z of seed %s is the reference z, exactly', (seed) => {
    expect(Array.from(zFromSeed(Number(seed), 64))).toEqual(stylegan.seeds[seed]!.z.map(Math.fround));
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])('L12: refuses seed %s', (seed) => {
    expect(() => randomState(seed)).toThrow(RangeError);
    expect(() => zFromSeed(seed, 4)).toThrow(/seed/);
  });

  it('L12: refuses a zDim that is no positive integer', () => {
    expect(() => zFromSeed(0, 0)).toThrow(/zDim/);
    expect(() => zFromSeed(0, 2.5)).toThrow(/zDim/);
  });
});
