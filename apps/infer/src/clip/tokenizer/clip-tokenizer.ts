import type { ClipVocabulary } from '@toile/protocol';
import { LatestUsed } from '../../inference/latest-used.js';
import { byteOfSymbol, symbolOfByte } from './byte-symbols.js';

/** What the last symbol of a word ends in. */
const endOfWord = '</w>';
/** English contractions, runs of letters, single digits, runs of anything else: CLIP's pieces. */
const pieces = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu;
/** Longer pieces are no words, and merging takes time by the square of their length. */
const longestPieceBytes = 256;
const rememberedPieces = 4_096;

/** How a text is laid out for its encoder. */
export interface TokenLayout {
  /** Tokens of one text, start and end included; at least 2. */
  readonly length: number;
  readonly pad: 'end' | 'zero';
}

/**
 * CLIP's tokenizer: lower-cased text in byte-level byte pairs, merged in the order of the vocabulary's list
 * (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016; Radford et al., "Learning
 * Transferable Visual Models From Natural Language Supervision", 2021, §2.4). Names of special tokens within a
 * text are text.
 */
export class ClipTokenizer {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #tokens: ReadonlyMap<number, string>;
  /** Of a pair, a space between the two: when it is merged, the lowest first. */
  readonly #rankOfPair: ReadonlyMap<string, number>;
  readonly #start: number;
  readonly #end: number;
  readonly #pieces = new LatestUsed<readonly number[]>(rememberedPieces);

  /** Throws RangeError when the vocabulary lacks a byte, or a token that a merge makes: it could not say any text. */
  constructor({ ids, merges, start, end }: Pick<ClipVocabulary, 'ids' | 'merges' | 'start' | 'end'>) {
    this.#ids = new Map(Object.entries(ids));
    this.#tokens = new Map(Object.entries(ids).map(([token, id]) => [id, token]));
    this.#rankOfPair = new Map(merges.map((pair, rank) => [pair, rank]));
    this.#start = start;
    this.#end = end;
    const made = merges.map((pair) => pair.replace(' ', ''));
    const needed = [...symbolOfByte.flatMap((symbol) => [symbol, `${symbol}${endOfWord}`]), ...made];
    const missing = needed.find((token) => !this.#ids.has(token));
    if (missing !== undefined) {
      throw new RangeError(`vocabulary: expected a token ${JSON.stringify(missing)}, there is none`);
    }
  }

  /** The ids of a text, without start and end. Empty for a text of nothing but white space. */
  encode(text: string): number[] {
    return piecesOf(text).flatMap((piece) => this.#idsOf(piece));
  }

  /** What `encode` has made ids of, cleaned, a space after each piece; bytes that are no UTF-8 become U+FFFD. */
  decode(ids: readonly number[]): string {
    const bytes: number[] = [];
    for (const id of ids) {
      const token = this.#tokens.get(id);
      if (token === undefined) throw new RangeError(`ids: there is no token ${id}`);
      const ends = token.endsWith(endOfWord);
      for (const symbol of ends ? token.slice(0, -endOfWord.length) : token) {
        bytes.push(byteOfSymbol.get(symbol) ?? 0x3f);
      }
      if (ends) bytes.push(0x20);
    }
    return new TextDecoder().decode(Uint8Array.from(bytes));
  }

  /**
   * A text as its encoder takes it: start, ids, end, padding, and a mask [length] of 1 up to the end and 0 after.
   * What is too long is cut before the end.
   */
  lay(
    text: string,
    { length, pad }: TokenLayout,
  ): { ids: Int32Array<ArrayBuffer>; mask: Int32Array<ArrayBuffer> } {
    const said = this.encode(text).slice(0, length - 2);
    const ids = new Int32Array(length).fill(pad === 'end' ? this.#end : 0);
    ids.set([this.#start, ...said, this.#end]);
    return { ids, mask: new Int32Array(length).fill(1, 0, said.length + 2) };
  }

  #idsOf(piece: string): readonly number[] {
    const known = this.#pieces.get(piece);
    if (known) return known;
    const bytes = new TextEncoder().encode(piece).subarray(0, longestPieceBytes);
    const symbols = Array.from(bytes, (byte) => symbolOfByte[byte]!);
    symbols.push(`${symbols.pop()}${endOfWord}`);
    const ids = this.#merged(symbols).map((token) => this.#ids.get(token)!);
    this.#pieces.set(piece, ids);
    return ids;
  }

  /** Merges the pair that comes first in the list, wherever it stands, until none is left. */
  #merged(symbols: string[]): string[] {
    let tokens = symbols;
    while (tokens.length > 1) {
      const pair = this.#firstPair(tokens);
      if (pair === null) break;
      const next: string[] = [];
      for (let at = 0; at < tokens.length; at++) {
        const isPair = at + 1 < tokens.length && `${tokens[at]} ${tokens[at + 1]}` === pair;
        next.push(isPair ? `${tokens[at]}${tokens[at + 1]}` : tokens[at]!);
        if (isPair) at++;
      }
      tokens = next;
    }
    return tokens;
  }

  #firstPair(tokens: readonly string[]): string | null {
    let first: string | null = null;
    let lowest = Number.POSITIVE_INFINITY;
    for (let at = 0; at + 1 < tokens.length; at++) {
      const pair = `${tokens[at]} ${tokens[at + 1]}`;
      const rank = this.#rankOfPair.get(pair);
      if (rank !== undefined && rank < lowest) [first, lowest] = [pair, rank];
    }
    return first;
  }
}

/** What is encoded on its own, in a text that is composed (NFC) and lower-case: words, digits, signs. */
export const piecesOf = (text: string): string[] => text.normalize('NFC').toLowerCase().match(pieces) ?? [];
