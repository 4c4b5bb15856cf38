import type { Design } from '@toile/room';
import { fieldProblem } from '@toile/room';
import { expect, it } from 'vitest';
import { balances } from './balances.js';

const design = { structure: 0.29, style: 1, truncationPsi: 0.7 } as Design;

it('shows 0.29 as 29, whatever floating point makes of 0.29 times 100', () => {
  expect(balances.map((balance) => balance.read(design))).toEqual([29, 100, 0.7]);
  expect(balances.map((balance) => balance.text(balance.read(design)))).toEqual(['29', '100', '0.7']);
});

it.each(balances)('every step of $label is a value that the document allows', (balance) => {
  for (let shown = 0; shown <= balance.greatest; shown += balance.step) {
    expect(fieldProblem(balance.field, balance.toField(shown))).toBeNull();
  }
  expect(fieldProblem(balance.field, balance.toField(balance.greatest))).toBeNull();
});
