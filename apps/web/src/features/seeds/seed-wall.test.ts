import { expect, it } from 'vitest';
import { seedWall } from './seed-wall.js';

it('shows one category by its seeds', () => {
  const wall = seedWall(3, 10);
  expect(wall.sourceAt(1204)).toEqual({ kind: 'seed', seed: 1204, category: 3 });
  expect(wall.placeOf({ seed: 1204, category: 7 })).toBe(1204);
  expect(seedWall(null, 0).sourceAt(5).category).toBeNull();
});

it('shows every garment once where all categories are asked for, to the last', () => {
  const wall = seedWall('all', 10);
  expect([0, 9, 10, 25].map(wall.sourceAt)).toMatchObject([
    { seed: 0, category: 0 },
    { seed: 0, category: 9 },
    { seed: 1, category: 0 },
    { seed: 2, category: 5 },
  ]);
  for (const place of [0, 7, 10, 123_456_789_012, wall.end - 1].filter((one) => one < wall.end)) {
    expect(wall.placeOf(wall.sourceAt(place))).toBe(place);
  }
  expect(wall.sourceAt(wall.end - 1)).toMatchObject({ seed: 2 ** 32 - 1, category: 9 });
});
