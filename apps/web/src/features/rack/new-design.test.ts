import type { Design } from '@toile/room';
import { testPack } from '@toile/room/testing';
import { expect, it } from 'vitest';
import { newDesign } from './new-design.js';

const packOf = (id: string, categories: string[]) => testPack({ id, categories, sliders: [] });
const pack = packOf('garments', ['dress', 'coat']);
const named = (name: string) => ({ name }) as Design;
const seeds = () => {
  let seed = 0;
  return () => ++seed;
};

it('takes two seeds of one category and the first free name', () => {
  const rack = [named('Coat no. 1'), named('Coat no. 3')];
  const fields = newDesign(pack, { pack, packs: [pack] }, rack, () => 0.99, seeds());
  expect([fields.name, fields.pack]).toEqual(['Coat no. 2', null]);
  expect(fields.a).toEqual({ kind: 'seed', seed: 1, category: 1 });
  expect(fields.b).toEqual({ kind: 'seed', seed: 2, category: 1 });
});

it('has no category where the pack has none, or is not known yet', () => {
  expect(newDesign(null, { pack: null, packs: [] }, [], Math.random, seeds())).toMatchObject({
    name: 'Design no. 1',
    a: { category: null },
  });
});

it('names the pack where that is not the room’s own', () => {
  const figures = packOf('figures', []);
  const fields = newDesign(figures, { pack, packs: [pack, figures] }, [], Math.random, seeds());
  expect(fields).toMatchObject({ pack: 'figures', a: { category: null } });
});
