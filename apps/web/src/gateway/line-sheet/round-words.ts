import type { Round } from '@toile/protocol';

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/**
 * How a design did in the last round that it was in, such as "1st of 6 in “Which two go to sampling?”"; empty where
 * it was in none. `rounds`: those that were revealed, newest first.
 */
export function roundWords(designId: string, rounds: readonly Round[]): string {
  for (const { question, state } of rounds) {
    if (state.kind !== 'revealed') continue;
    const { rows, winner } = state.results;
    const row = rows.find((one) => one.designId === designId);
    if (!row) continue;
    const place = `${row.place}${endings[ordinals.select(row.place)] ?? 'th'} of ${rows.length}`;
    return `${winner === null ? 'Undecided' : place} in “${question}”`;
  }
  return '';
}
