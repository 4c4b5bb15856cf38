import type { Direction } from '@toile/protocol';
import { expect, it } from 'vitest';
import { firstShown, foldedDirections, sliderGroups } from './direction-groups.js';

const direction = (id: string, group: Direction['group']): Direction => ({
  id,
  label: id,
  group,
  lowLabel: '',
  highLabel: '',
  rangeSigmas: [-3, 3],
  layers: [0, 4],
  standardDeviation: 1,
  finder: 'ganspace',
  row: 0,
});

it('groups in the order shape, colour, pattern, expert, and leaves empty groups out', () => {
  const groups = sliderGroups([
    direction('ganspace-1', 'component'),
    direction('sleeves', 'shape'),
    direction('warmth', 'colour'),
    direction('length', 'shape'),
  ]);
  expect(groups.map(({ title }) => title)).toEqual(['Shape', 'Colour', 'Expert']);
  expect(groups[0]?.directions.map(({ id }) => id)).toEqual(['sleeves', 'length']);
});

it('folds to the first six and keeps a moved slider in sight', () => {
  const many = Array.from({ length: 20 }, (_, index) => direction(`c-${index}`, 'component'));
  const group = { group: 'component', title: 'Expert', directions: many } as const;
  const sliders = { 'c-12': -0.4, 'c-3': 1, 'c-15': 0 };
  const folded = foldedDirections(group, sliders, true);
  expect(folded).toHaveLength(firstShown + 1);
  expect(folded.at(-1)?.id).toBe('c-12');
  // Beside sliders that mean something, components wait until they are asked for.
  expect(foldedDirections(group, sliders, false).map(({ id }) => id)).toEqual(['c-3', 'c-12']);
});
