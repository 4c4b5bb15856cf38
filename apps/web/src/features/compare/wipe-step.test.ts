import { expect, it } from 'vitest';
import { wipeStep } from './wipe-step.js';

it.each([
  [50, 'ArrowRight', 52],
  [50, 'ArrowDown', 48],
  [99, 'PageUp', 100],
  [1, 'ArrowLeft', 0],
  [50, 'Home', 0],
  [50, 'End', 100],
  [50, 'a', null],
])('from %d, %s leads to %s', (edge, key, next) => {
  expect(wipeStep(edge, key)).toBe(next);
});
