import type { PackSummary } from '@toile/protocol';
import type { Design } from '@toile/room';
import { expect, it } from 'vitest';
import { newDesign } from './new-design.js';

const pack = { manifest: { categories: ['dress', 'coat'] }, directions: [] } as unknown as PackSummary;
const named = (name: string) => ({ name }) as Design;
const seeds = () => {
  let seed = 0;
  return () => ++seed;
};

it('takes two seeds of one category and the first free name', () => {
  const rack = [named('Coat no. 1'), named('Coat no. 3')];
  const fields = newDesign(pack, rack, () => 0.99, seeds());
  expect(fields.name).toBe('Coat no. 2');
  expect(fields.a).toEqual({ kind: 'seed', seed: 1, category: 1 });
  expect(fields.b).toEqual({ kind: 'seed', seed: 2, category: 1 });
});

it('has no category where the pack has none, or is not known yet', () => {
  expect(newDesign(null, [], Math.random, seeds())).toMatchObject({
    name: 'Design no. 1',
    a: { category: null },
  });
});
