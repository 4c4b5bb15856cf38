import { randomState } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { type DrawPictures, refinePlace } from './refine-place.js';

const SIZE = 6;
const VALUES = 12;
const mixing = Float32Array.from(randomState(1).randn(SIZE * VALUES), (value) => 0.05 * value);

/** A generator whose pictures are straight lines in w, until they clip. */
const drawStraight: DrawPictures = async (ws, n) => {
  const pictures = new Float32Array(n * VALUES);
  for (let i = 0; i < n; i++)
    for (let v = 0; v < VALUES; v++)
      for (let d = 0; d < SIZE; d++) pictures[i * VALUES + v]! += ws[i * SIZE + d]! * mixing[d * VALUES + v]!;
  return pictures;
};
const axes = (count: number): Float32Array =>
  Float32Array.from({ length: count * SIZE }, (_, i) => (Math.floor(i / SIZE) === i % SIZE ? 1 : 0));
const errorTo = (picture: Float32Array, wanted: Float32Array): number =>
  picture.reduce((sum, value, i) => sum + (value - wanted[i]!) ** 2, 0) / wanted.length;

describe('refinePlace', () => {
  const start = new Float32Array(SIZE);
  const goal = Float32Array.of(1, -0.5, 0.3, 0.8, -1, 0.2);

  it('finds in one pass what a straight generator was given', async () => {
    const wanted = await drawStraight(goal, 1);
    const found = await refinePlace(drawStraight, start, wanted, axes(SIZE), { passes: 1, deltaWeight: 0 });
    for (const [d, value] of found.wPlus.entries()) expect(value).toBeCloseTo(goal[d]!, 2);
    expect(errorTo(found.picture, wanted)).toBeLessThan(1e-6);
  });

  it('moves along the refinements alone', async () => {
    const wanted = await drawStraight(goal, 1);
    const found = await refinePlace(drawStraight, start, wanted, axes(2), { passes: 2, deltaWeight: 0 });
    expect([...found.wPlus.subarray(2)]).toEqual([0, 0, 0, 0]);
    expect(found.wPlus[0]).not.toBe(0);
  });

  it('goes less far the more a change costs, and nowhere without a pass or a refinement', async () => {
    const wanted = await drawStraight(goal, 1);
    const lengthAt = async (deltaWeight: number): Promise<number> =>
      Math.hypot(
        ...(await refinePlace(drawStraight, start, wanted, axes(SIZE), { passes: 2, deltaWeight })).wPlus,
      );
    const [free, dear, dearer] = [await lengthAt(0), await lengthAt(0.01), await lengthAt(1)];
    expect(free).toBeGreaterThan(dear);
    expect(dear).toBeGreaterThan(dearer);
    for (const [passes, refinements] of [
      [0, axes(SIZE)],
      [3, new Float32Array(0)],
    ] as const) {
      const still = await refinePlace(drawStraight, start, wanted, refinements, { passes, deltaWeight: 0 });
      expect([...still.wPlus]).toEqual([...start]);
    }
  });

  it('never ends further away than it began, however crooked the generator', async () => {
    const crooked: DrawPictures = async (ws, n) =>
      (await drawStraight(ws, n)).map((value, i) => Math.sin(40 * value + i));
    for (let seed = 0; seed < 20; seed++) {
      const wanted = Float32Array.from(randomState(seed).randn(VALUES), (value) => Math.tanh(value));
      const before = errorTo(await crooked(start, 1), wanted);
      const settings = { passes: 3, deltaWeight: 0.001 };
      const { picture } = await refinePlace(crooked, start, wanted, axes(SIZE), settings);
      expect(errorTo(picture, wanted)).toBeLessThanOrEqual(before);
    }
  });
});
