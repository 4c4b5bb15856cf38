import { describe, expect, it } from 'vitest';
import { loadTypefaces, type Typeface, type Typefaces } from './typefaces.js';
import { Typesetter } from './typesetting.js';

const face = (name: string, characters: string): Typeface => ({
  name,
  bytes: new Uint8Array(0),
  characters: new Set([...characters].map((character) => character.codePointAt(0)!)),
});
const latin = face('latin', ' abcdefghijklmnopqrstuvwxyz…�-');
const greek = face('greek', 'αβγδ');
const faces: Typefaces = { title: [latin, greek], text: [latin, greek], strong: [latin] };
/** Every character is as wide as the type is high. */
const setter = () => new Typesetter(faces, (_face, sizePt, text) => [...text].length * sizePt);
const setting = { style: 'text', sizePt: 1 } as const;

describe('typesetting', () => {
  it('sets each character in the first font that has it', () => {
    const runs = setter().runs('ab γδ cd', 'text');
    expect(runs.map(({ face, text }) => [face.name, text])).toEqual([
      ['latin', 'ab '],
      ['greek', 'γδ'],
      ['latin', ' cd'],
    ]);
  });

  it('replaces what no font has, a whole emoji by one sign, and remembers', () => {
    const typesetter = setter();
    expect(typesetter.replaced).toBe(false);
    const text = typesetter.runs('a👩‍🎨b春', 'text').map((run) => run.text);
    expect(text.join('')).toBe('a�b�');
    expect(typesetter.replaced).toBe(true);
    expect(setter().runs('', 'text')).toEqual([]);
  });

  it.each<[string, number, number, string[]]>([
    ['one two three', 8, 9, ['one two', 'three']],
    ['one two three', 8, 1, ['one two…']],
    ['one two three', 7, 1, ['one tw…']],
    ['abcdefghij k', 4, 9, ['abcd', 'efgh', 'ij k']],
    ['one\ntwo\r\n\nthree\n', 8, 9, ['one', 'two', '', 'three']],
    ['one\ntwo', 8, 1, ['one…']],
    ['', 8, 3, []],
    ['word', 0.5, 2, ['w', 'o…']],
    ['abc', 8, 0, []],
    ['春のコート、青。abc def', 5, 9, ['春のコー', 'ト、青。', 'abc', 'def']],
  ])('breaks %j at a width of %f into %i lines at most', (text, width, most, lines) => {
    expect(setter().lines(text, setting, width, most)).toEqual(lines);
  });

  it('ends for a text of any length, however narrow the column', () => {
    const lines = setter().lines('x'.repeat(2_000), setting, 3, 5);
    expect(lines).toEqual(['xxx', 'xxx', 'xxx', 'xxx', 'xx…']);
  });
});

describe('the fonts of the line sheet', () => {
  it('have what European names, Greek and Cyrillic need', async () => {
    const faces = await loadTypefaces();
    const typesetter = new Typesetter(faces, () => 1);
    for (const style of ['title', 'text', 'strong'] as const) {
      for (const text of ['Été “Łódź” № 7 σ·−…�', 'Φόρεμα', 'Платье', 'Đầm dạ hội', 'poszczególne – ½']) {
        typesetter.runs(text, style);
        expect(typesetter.replaced, `${style}: ${text}`).toBe(false);
      }
    }
    typesetter.runs('春のコート', 'title');
    expect(typesetter.replaced).toBe(true);
  });
});
