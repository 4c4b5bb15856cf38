import { expect, it } from 'vitest';
import { bandRuns, layerBands } from './layer-bands.js';

it.each([4, 6, 8, 10, 12, 16, 18])('covers the %i layers of a generator once, in order', (numWs) => {
  const bands = layerBands(numWs);
  expect(bands.length).toBeLessThanOrEqual(5);
  expect(bands[0]![0]).toBe(0);
  expect(bands.at(-1)![1]).toBe(numWs);
  for (const [i, [start, end]] of bands.entries()) {
    expect(end).toBeGreaterThan(start);
    if (i > 0) expect(start).toBe(bands[i - 1]![1]);
  }
});

it('lists every run of neighbouring bands once', () => {
  expect(bandRuns(3)).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
    [2, 2],
  ]);
});
