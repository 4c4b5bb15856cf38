import { expect, it } from 'vitest';
import { childName } from './child-name.js';

const rack = (...names: string[]) => names.map((name) => ({ name }));

it('takes the first free number, and keeps the family name over generations', () => {
  expect(childName('Dress no. 1', rack('Dress no. 1'))).toBe('Dress no. 1, child 1');
  expect(childName('Dress no. 1', rack('Dress no. 1, child 1', 'Dress no. 1, child 3'))).toBe(
    'Dress no. 1, child 2',
  );
  expect(childName('Dress no. 1, child 2', rack('Dress no. 1, child 1'))).toBe('Dress no. 1, child 2');
});

it('fits a name of any length', () => {
  const long = `${'x'.repeat(70)}🧵${'y'.repeat(8)}`;
  expect(childName(long, [])).toBe(`${'x'.repeat(70)}, child 1`);
  expect(childName('x'.repeat(80), []).length).toBe(80);
});
