import { expect, it } from 'vitest';
import { stripValues } from './strip-values.js';

it.each([
  [0, -3, 3, [-3, -1.5, 0, 1.5, 3], 2],
  [2.9, -3, 3, [-3, -1.5, 0, 1.5, 3], 4],
  [30, 0, 100, [0, 25, 50, 75, 100], 1],
  [0.7, 0, 1.2, [0, 0.3, 0.6, 0.9, 1.2], 2],
])('%d from %d to %d', (value, min, max, values, nearest) => {
  expect(stripValues(value, min, max)).toEqual({ values, nearest });
});
