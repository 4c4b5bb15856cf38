import type { Version } from '@toile/protocol';
import { designOfState } from '@toile/room';
import { expect, it } from 'vitest';
import { historySteps } from './history-steps.js';

let atMs = 0;
const version = (state: object): Version => ({
  id: `v${++atMs}`,
  designId: 'dddddddddddd',
  atMs,
  by: { id: 'aaaaaaaaaaaa', name: 'Ana' },
  deed: 'changed',
  changes: [],
  state: JSON.stringify(state),
  naming: null,
});
const design = (state: Record<string, number | string>) => designOfState('dddddddddddd', state);

it('is the present alone where there are no versions', () => {
  const present = design({ name: 'Coat' });
  expect(historySteps([], present)).toEqual([{ key: 'now', design: present, versions: [], now: true }]);
});

it('takes versions of one look together, and the last of them for the present', () => {
  const versions = [
    version({ name: 'Coat', 'mix.style': 0.2 }),
    version({ name: 'Coat', 'mix.style': 0.5 }),
    version({ name: 'Long coat', 'mix.style': 0.5 }),
    version({ name: 'Long coat', 'mix.style': 0.5, 'slider.hem': 2 }),
  ];
  const steps = historySteps(versions, design({ name: 'Longest coat', 'mix.style': 0.5, 'slider.hem': 2 }));
  expect(steps.map(({ key, versions: of, now }) => [key, of.length, now])).toEqual([
    [versions[0]?.id, 1, false],
    [versions[2]?.id, 2, false],
    ['now', 1, true],
  ]);
  expect(steps[1]?.design).toMatchObject({ name: 'Long coat', style: 0.5, sliders: {} });
});

it('shows the present by itself while it has not come to rest', () => {
  const steps = historySteps([version({ 'mix.style': 0.2 })], design({ 'mix.style': 0.21 }));
  expect(steps.map(({ key, versions }) => [key, versions.length])).toEqual([
    [`v${atMs}`, 1],
    ['now', 0],
  ]);
});

it('shows a look again that came back', () => {
  const looks = [0, 1, 0].map((style) => version({ 'mix.style': style }));
  expect(historySteps(looks, design({})).map(({ now }) => now)).toEqual([false, false, true]);
});
