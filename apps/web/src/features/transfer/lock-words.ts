import type { PackSummary } from '@toile/protocol';

const lockable: Readonly<Record<string, string>> = {
  'source.a': 'source A',
  'source.b': 'source B',
  'mix.structure': 'Structure',
  'mix.style': 'Style',
  truncationPsi: 'Wildness',
};

/** The names of locks as a sentence lists them: "source A, Structure and Sleeves". */
export function lockWords(names: readonly string[], { directions }: PackSummary): string {
  const words = names.map(
    (name) => lockable[name] ?? directions.find(({ id }) => id === name)?.label ?? 'a slider of another pack',
  );
  return new Intl.ListFormat('en-GB').format(words);
}
