import type { ClipVocabulary } from '@toile/protocol';
import { symbolOfByte } from './byte-symbols.js';

/**
 * A vocabulary of its own for tests: every byte, within a word and at its end, the tokens of `words`, and the two special tokens. It is laid out as CLIP's is.
 */
export function smallVocabulary(words: readonly string[] = []): ClipVocabulary {
  const tokens = [...symbolOfByte, ...symbolOfByte.map((symbol) => `${symbol}</w>`)];
  const merges: string[] = [];
  for (const word of words) {
    const letters = [...word];
    letters.push(`${letters.pop()}</w>`);
    // What is there already merges first, as it will when the word is read.
    const known = merges.map((pair) => pair.split(' ') as [string, string]);
    const parts = known.reduce((line, pair) => merged(line, pair), letters);
    parts.reduce((left, right) => {
      tokens.push(left + right);
      merges.push(`${left} ${right}`);
      return left + right;
    });
  }
  const start = tokens.length;
  const ids = Object.fromEntries(tokens.map((token, id) => [token, id]));
  return {
    formatVersion: 1,
    ids: { ...ids, '<|startoftext|>': start, '<|endoftext|>': start + 1 },
    merges,
    start,
    end: start + 1,
  };
}

function merged(line: readonly string[], [left, right]: readonly [string, string]): string[] {
  const next: string[] = [];
  for (const token of line) {
    if (token === right && next.at(-1) === left) next[next.length - 1] = left + right;
    else next.push(token);
  }
  return next;
}
