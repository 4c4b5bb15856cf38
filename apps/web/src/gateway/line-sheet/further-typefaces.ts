import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';
import type { Typeface, Typefaces, TypeStyle } from './typefaces.js';

/**
 * Fonts of scripts with thousands of characters, cut in a hundred files each: only what a document has is read,
 * and only that goes into it.
 */
const families = ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-kr'] as const;
type Family = (typeof families)[number];

/** The letters that they are for, and the punctuation and wide forms that go with these. */
const theirs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\u30fb\u30fc\uff00-\uffef]/u;

const weights: Readonly<Record<TypeStyle, number>> = { title: 500, text: 400, strong: 600 };

/** What is printed in each style. */
export type PrintedText = Readonly<Record<TypeStyle, string>>;

/**
 * `faces` with those added that the Chinese, Japanese and Korean letters of `text` need. Rejects where a font file
 * cannot be read.
 */
export async function withFurtherTypefaces(faces: Typefaces, text: PrintedText): Promise<Typefaces> {
  const order = familiesFor(Object.values(text).join(''));
  const [title, inText, strong] = await Promise.all(
    (['title', 'text', 'strong'] as const).map(async (style) => {
      const missing = new Set(
        [...text[style]].filter((character) => theirs.test(character) && !has(faces[style], character)),
      );
      return [...faces[style], ...(await furtherTypefaces(missing, order, weights[style]))];
    }),
  );
  return { title: title ?? [], text: inText ?? [], strong: strong ?? [] };
}

/** The three write many characters in ways of their own: kana tell Japanese, hangul Korean. */
function familiesFor(text: string): readonly Family[] {
  const first: Family = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? 'noto-sans-jp'
    : /\p{Script=Hangul}/u.test(text)
      ? 'noto-sans-kr'
      : 'noto-sans-sc';
  return [first, ...families.filter((family) => family !== first)];
}

async function furtherTypefaces(
  missing: ReadonlySet<string>,
  order: readonly Family[],
  weight: number,
): Promise<Typeface[]> {
  const faces: Typeface[] = [];
  for (const family of order) {
    // An index may name a character that its font does not have: the next family is asked for it.
    const rest = [...missing].filter((character) => !has(faces, character));
    if (rest.length === 0) break;
    const wanted = new Map<Part, string>();
    const parts = await partsOf(family);
    for (const character of rest) {
      const code = character.codePointAt(0) ?? 0;
      const part = parts.find(({ ranges }) => ranges.some(([from, to]) => from <= code && code <= to));
      if (part) wanted.set(part, (wanted.get(part) ?? '') + character);
    }
    // One after the other: each unpacks a font file.
    for (const [{ name, file }, characters] of wanted) faces.push(await cut(name, file, characters, weight));
  }
  return faces;
}

/** One file of a family and the characters that it has, as ranges of code points. */
interface Part {
  readonly name: string;
  readonly file: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const { resolve } = createRequire(import.meta.url);

async function partsOf(family: Family): Promise<Part[]> {
  const index = await readFile(resolve(`@fontsource-variable/${family}/unicode.json`), 'utf8');
  return Object.entries(JSON.parse(index) as Record<string, string>).flatMap(([key, ranges]) => {
    // Other subsets have names: their letters are in the other fonts.
    const number = /^\[(\d+)\]$/.exec(key)?.[1];
    if (number === undefined) return [];
    const name = `${family}-${number}`;
    const file = `@fontsource-variable/${family}/files/${name}-wght-normal.woff2`;
    return [{ name, file, ranges: ranges.split(',').map(rangeOf) }];
  });
}

/** `U+4e00-4e10`, or `U+4e00`. */
function rangeOf(text: string): readonly [number, number] {
  const [from = '', to = from] = text.trim().replace(/^U\+/i, '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}

/** A font of just these characters, of one weight. */
async function cut(name: string, file: string, characters: string, weight: number): Promise<Typeface> {
  const bytes = await subsetFont(await readFile(resolve(file)), characters, {
    targetFormat: 'sfnt',
    variationAxes: { wght: weight },
  });
  const font = fontkit.create(bytes);
  if (!('characterSet' in font)) throw new TypeError(`${name}: expected one font, got a collection`);
  return { name: `${name}-${weight}`, bytes, characters: charactersOf(font) };
}

/** A font in which none of the characters was has no table of them. */
function charactersOf(font: fontkit.Font): ReadonlySet<number> {
  try {
    return new Set(font.characterSet);
  } catch {
    return new Set();
  }
}

const has = (faces: readonly Typeface[], character: string): boolean =>
  faces.some(({ characters }) => characters.has(character.codePointAt(0) ?? 0));
