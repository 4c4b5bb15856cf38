import { randomState } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { byteOfSymbol, symbolOfByte } from './byte-symbols.js';
import { ClipTokenizer, piecesOf } from './clip-tokenizer.js';
import { smallVocabulary } from './small-vocabulary.fixture.js';

const vocabulary = smallVocabulary(['red', 'reds', 'dress', 'a', 'blue']);
const tokenizer = new ClipTokenizer(vocabulary);
const idOf = (token: string) => vocabulary.ids[token]!;
const layout = { length: 77, pad: 'end' } as const;

/** Pieces apart by one space, as `decode` writes them. */
const inPieces = (text: string) =>
  piecesOf(text)
    .map((piece) => `${piece} `)
    .join('');

describe('symbols of bytes', () => {
  it('are 256, each another, and none is white space', () => {
    expect(new Set(symbolOfByte).size).toBe(256);
    expect(byteOfSymbol.size).toBe(256);
    expect(symbolOfByte.some((symbol) => /\s/.test(symbol))).toBe(false);
    // The ones that GPT-2's vocabulary is known by: a space, a new line.
    expect([symbolOfByte[0x20], symbolOfByte[0x0a]]).toEqual(['Ġ', 'Ċ']);
    expect([symbolOfByte[0], symbolOfByte[0x21]]).toEqual(['Ā', '!']);
  });
});

describe("CLIP's tokenizer", () => {
  it('merges pairs in the order of the list, so that a word that is known is one token', () => {
    expect(tokenizer.encode('a red dress')).toEqual([idOf('a</w>'), idOf('red</w>'), idOf('dress</w>')]);
  });

  it('lets the rank decide, not the place', () => {
    const rule = (merges: string[]) => {
      const { ids, start, end } = smallVocabulary();
      const made = merges.map((pair) => pair.replace(' ', ''));
      const all = { ...ids, ...Object.fromEntries(made.map((token, i) => [token, 9_000 + i])) };
      return new ClipTokenizer({ ids: all, merges, start, end });
    };
    const early = rule(['b c</w>', 'a b']);
    expect(early.encode('abc')).toEqual([smallVocabulary().ids.a, 9_000]);
    const late = rule(['a b', 'b c</w>']);
    expect(late.encode('abc')).toEqual([9_000, smallVocabulary().ids['c</w>']]);
    // One merge takes every place where the pair stands; overlapping ones from the left.
    expect(rule(['a a']).encode('aaaab')).toEqual([9_000, 9_000, smallVocabulary().ids['b</w>']]);
  });

  it('tells a word that goes on from one that ends', () => {
    expect(tokenizer.encode('reds')).toEqual([idOf('reds</w>')]);
    expect(tokenizer.encode('redx')).toEqual(['red', 'x</w>'].map(idOf));
  });

  it('takes case, white space and composition away', () => {
    expect(tokenizer.encode('  A \n\t RED   Dress ')).toEqual(tokenizer.encode('a red dress'));
    expect(tokenizer.encode('cafe\u0301')).toEqual(tokenizer.encode('caf\u00e9'));
    expect(tokenizer.encode('')).toEqual([]);
    expect(tokenizer.encode(' \u00a0\u2003\n')).toEqual([]);
  });

  it('parts letters, digits, signs and contractions', () => {
    const parts = (text: string) => tokenizer.decode(tokenizer.encode(text)).trim().split(' ');
    expect(parts("it's 1960s, v-neck!!")).toEqual([
      'it',
      "'s",
      '1',
      '9',
      '6',
      '0',
      's',
      ',',
      'v',
      '-',
      'neck',
      '!!',
    ]);
  });

  it.each([
    ['emoji', '👗 and 👩🏽‍🎨 red'],
    ['right-to-left', 'فستان أحمر طويل'],
    ['Hebrew', 'שמלה אדומה'],
    ['Chinese', '红色连衣裙'],
    ['a lone surrogate', 'red \ud800 dress'],
    ['special tokens by name', '<|endoftext|> red <|startoftext|>'],
    ['nulls', 'red\u0000dress'],
  ])('says any text in bytes: %s', (_what, text) => {
    const ids = tokenizer.encode(text);
    expect(ids.every((id) => id < vocabulary.start)).toBe(true);
    expect(tokenizer.decode(ids)).toBe(inPieces(text.replaceAll('\ud800', '\ufffd')));
  });

  it('comes back to the cleaned text, whatever it is (fuzzed)', () => {
    const random = randomState(7);
    const letters = [...'abcdrese  éß中👗ا1-\'"!\n\t'];
    for (let round = 0; round < 500; round++) {
      const length = Math.floor(90 * random.random(1)[0]!);
      const picks = Array.from(
        random.random(length),
        (value) => letters[Math.floor(value * letters.length)]!,
      );
      const text = picks.join('');
      const ids = tokenizer.encode(text);
      expect(tokenizer.decode(ids)).toBe(inPieces(text));
      const { ids: laid, mask } = tokenizer.lay(text, layout);
      const end = mask.lastIndexOf(1);
      expect([laid[0], laid[end]]).toEqual([vocabulary.start, vocabulary.end]);
      expect([...laid.subarray(1, end)]).toEqual(ids.slice(0, 75));
    }
  });

  it('lays a text out as Hugging Face does, and as OpenAI does', () => {
    const { ids, mask } = tokenizer.lay('red dress', layout);
    expect([...ids.subarray(0, 5)]).toEqual([
      vocabulary.start,
      idOf('red</w>'),
      idOf('dress</w>'),
      vocabulary.end,
      vocabulary.end,
    ]);
    expect([...mask.subarray(0, 5)]).toEqual([1, 1, 1, 1, 0]);
    const zero = tokenizer.lay('red dress', { length: 77, pad: 'zero' });
    expect([...zero.ids.subarray(2, 6)]).toEqual([idOf('dress</w>'), vocabulary.end, 0, 0]);
    expect(zero.ids).toHaveLength(77);
  });

  it('cuts what is too long, and keeps the end', () => {
    const { ids, mask } = tokenizer.lay('red '.repeat(500), layout);
    expect(ids).toHaveLength(77);
    expect([ids[0], ids[75], ids[76]]).toEqual([vocabulary.start, idOf('red</w>'), vocabulary.end]);
    expect(mask.every((counts) => counts === 1)).toBe(true);
    expect([...tokenizer.lay('', layout).ids.subarray(0, 2)]).toEqual([vocabulary.start, vocabulary.end]);
  });

  it('takes no time to speak of for one endless word', () => {
    expect(tokenizer.encode('x'.repeat(400)).length).toBeLessThanOrEqual(256);
  });

  it('refuses a vocabulary that lacks a byte, or what a merge makes', () => {
    const { 'q</w>': _q, ...ids } = vocabulary.ids;
    expect(() => new ClipTokenizer({ ...vocabulary, ids })).toThrow(/q<\/w>/);
    expect(() => new ClipTokenizer({ ...vocabulary, merges: ['q u'] })).toThrow(/"qu"/);
  });
});
