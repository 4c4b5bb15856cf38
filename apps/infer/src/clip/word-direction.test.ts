import { randomState } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { wordDirection } from './word-direction.js';

const [n, dim] = [400, 24];
const random = randomState(11);
const w = Float32Array.from(random.randn(n * dim));
const truth = Float32Array.from(random.randn(dim));
const along = (row: number) => truth.reduce((sum, value, i) => sum + value * w[row * dim + i]!, 0);
const noise = Float32Array.from(random.randn(n));
const rows = Array.from({ length: n }, (_, row) => row);
const oneGroup = rows.map(() => null);

describe('a direction for words', () => {
  it('is found where nearness follows w, in spite of noise', async () => {
    const nearness = Float32Array.from(rows, (row) => along(row) + 2 * noise[row]!);
    const found = await wordDirection({ w, nearness, groups: oneGroup, dim });
    const length = Math.hypot(...truth);
    const cosine = found!.unitVector.reduce((sum, value, i) => sum + (value * truth[i]!) / length, 0);
    expect(cosine).toBeGreaterThan(0.85);
    expect(found!.agreement).toBeGreaterThan(0.7);
    expect(found!.standardDeviation).toBeGreaterThan(0.8);
    expect(found!.standardDeviation).toBeLessThan(1.2);
  });

  it('says that there is none in noise', async () => {
    const found = await wordDirection({ w, nearness: noise, groups: oneGroup, dim });
    expect(Math.abs(found!.agreement)).toBeLessThan(0.3);
    expect(await wordDirection({ w, nearness: new Float32Array(n), groups: oneGroup, dim })).toBeNull();
    expect(
      await wordDirection({ w: new Float32Array(n * dim), nearness: noise, groups: oneGroup, dim }),
    ).toBeNull();
  });

  it('does not take the difference between categories for the words', async () => {
    const groups = rows.map((row) => row % 2);
    const shifted = w.map((value, at) =>
      at % dim === 0 && Math.floor(at / dim) % 2 === 1 ? value + 9 : value,
    );
    const nearness = Float32Array.from(rows, (row) => w[row * dim + 1]! + (row % 2 === 1 ? 30 : 0));
    const found = await wordDirection({ w: shifted, nearness, groups, dim });
    expect(found!.unitVector[1]).toBeGreaterThan(0.9);
    expect(Math.abs(found!.unitVector[0]!)).toBeLessThan(0.2);
  });

  it('refuses lengths that do not fit', async () => {
    await expect(wordDirection({ w, nearness: noise, groups: oneGroup.slice(1), dim })).rejects.toThrow(
      RangeError,
    );
  });
});
