import type { Design } from '@toile/room';
import { expect, it } from 'vitest';
import { giverCount, leaders } from './leaders.js';

const source = { kind: 'seed', seed: 1, category: null } as const;
const rack: Design[] = ['coat', 'dress', 'skirt', 'shirt'].map((id) => ({
  id,
  name: id,
  order: id,
  pack: null,
  a: source,
  b: source,
  structure: 0,
  style: 0,
  truncationPsi: 0.7,
  layers: {},
  sliders: {},
  locks: [],
  styleNumber: '',
  note: '',
  lineage: null,
}));
const tallies = {
  votes: { dress: ['ana'], shirt: ['ana', 'mika'], skirt: ['jo'], gone: ['yo', 'jo', 'li'] },
};

it('lists the designs with hearts, most first, ties in rack order', () => {
  const found = leaders(rack, tallies, 2).map(({ design, count }) => [design.id, count]);
  expect(found).toEqual([
    ['shirt', 2],
    ['dress', 1],
  ]);
});

it('counts a person once, and not for a design that is gone', () => {
  expect(giverCount(rack, tallies)).toBe(3);
});
