import type { Design } from '@toile/room';
import { expect, it } from 'vitest';
import { compareSides, firstPair, sideOf } from './compare-sides.js';

const designOf = (id: string, parent: string | null = null): Design => ({
  id,
  name: id,
  order: id,
  pack: null,
  styleNumber: '',
  note: '',
  a: { kind: 'seed', seed: 1, category: null },
  b: { kind: 'seed', seed: 2, category: null },
  structure: 0.3,
  style: 0.7,
  layers: { 2: 1 },
  truncationPsi: 0.9,
  sliders: { hem: 1 },
  locks: [],
  lineage: parent === null ? null : { how: 'child', parent },
});
const rack = [designOf('coat'), designOf('dress', 'coat'), designOf('orphan', 'gone')];

it('offers the design, its sources alone, and the others of the rack', () => {
  const sides = compareSides(rack[1] as Design, rack);
  expect(sides.map(({ key }) => key)).toEqual(['dress', 'source-a', 'source-b', 'coat', 'orphan']);
  expect(sideOf(sides, 'source-b').design).toMatchObject({
    a: { seed: 2 },
    b: { seed: 2 },
    structure: 0,
    layers: {},
    sliders: {},
    truncationPsi: 0.9,
  });
  expect(sideOf(sides, 'gone').key).toBe('dress');
});

it('begins with the parent where it is on the rack, else with the sources', () => {
  const pair = (design: Design) => firstPair(design, compareSides(design, rack));
  expect(rack.map(pair)).toEqual([
    ['source-a', 'source-b'],
    ['coat', 'dress'],
    ['source-a', 'source-b'],
  ]);
});
