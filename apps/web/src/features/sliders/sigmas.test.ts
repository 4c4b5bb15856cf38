import { expect, it } from 'vitest';
import { sigmaText, sigmaWords } from './sigmas.js';
import { parseNumber } from './slider-number.js';

it.each([
  [0, '0 σ'],
  [0.5, '+0.5 σ'],
  [-1.1, '−1.1 σ'],
  [0.04, '+0.04 σ'],
  [-2.96, '−3.0 σ'],
])('%d reads "%s"', (sigmas, text) => {
  expect(sigmaText(sigmas)).toBe(text);
});

it('names the end that a slider leans to', () => {
  const ends = { lowLabel: 'short', highLabel: 'long' };
  expect(sigmaWords(-0.5, ends)).toBe('−0.50 sigma, towards short');
  expect(sigmaWords(2, ends)).toBe('+2.00 sigma, towards long');
  expect(sigmaWords(0, ends)).toBe('at rest');
});

it.each([
  ['0.5', 0.5],
  [' 0,5 ', 0.5],
  ['−1.2 σ', -1.2],
  ['+2', 2],
  ['.5', 0.5],
  ['40%', 40],
])('reads "%s" as %d', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

it.each(['', 'wide', '1e9', '--1', 'Infinity', '1.2.3'])('reads no number in "%s"', (text) => {
  expect(parseNumber(text)).toBeNull();
});
