import { expect, it } from 'vitest';
import { parseSeed, stepSeed } from './seed.js';

it.each([
  ['42', 42],
  [' 0 ', 0],
  ['4,294,967,295', 4294967295],
  ['4294967296', null],
  ['-1', null],
  ['1.5', null],
  ['', null],
  ['dress', null],
])('"%s" is seed %s', (text, seed) => {
  expect(parseSeed(text)).toBe(seed);
});

it('steps to the neighbours, and round at the ends', () => {
  expect(stepSeed(8, 1)).toBe(9);
  expect(stepSeed(0, -1)).toBe(4294967295);
  expect(stepSeed(4294967295, 1)).toBe(0);
});
