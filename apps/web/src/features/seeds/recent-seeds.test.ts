import { expect, it } from 'vitest';
import { keep } from '../../client/kept.js';
import { keepRecentSeed, recentSeeds } from './recent-seeds.js';

const seeded = (seed: number, category: number | null = 0) => ({ kind: 'seed', seed, category }) as const;

it('keeps the latest first, each once, and not for ever', () => {
  const pack = 'ab'.repeat(32);
  for (let seed = 0; seed < 20; seed++) keepRecentSeed(pack, seeded(seed));
  keepRecentSeed(pack, seeded(10));
  keepRecentSeed(pack, seeded(10, 1));
  const list = recentSeeds(pack);
  expect(list).toHaveLength(14);
  expect(list.slice(0, 3)).toEqual([seeded(10, 1), seeded(10), seeded(19)]);
  expect(recentSeeds('cd'.repeat(32))).toEqual([]);
});

it('makes do with what it cannot read', () => {
  const pack = 'ef'.repeat(32);
  keep(`seeds.${pack.slice(0, 16)}`, '[{"kind":"photo"}]');
  expect(recentSeeds(pack)).toEqual([]);
});
