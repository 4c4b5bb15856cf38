import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

/** What text is set in. */
export type TypeStyle = 'title' | 'text' | 'strong';

/** One font file and the characters that it has. */
export interface Typeface {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly characters: ReadonlySet<number>;
}

/** For each style its files, best first: a character is set in the first that has it. */
export type Typefaces = Readonly<Record<TypeStyle, readonly Typeface[]>>;

const subsets = ['latin', 'latin-ext', 'vietnamese'];
/** Scripts that neither Fraunces nor Instrument Sans has. */
const further = [
  'greek',
  'greek-ext',
  'cyrillic',
  'cyrillic-ext',
  'devanagari',
  'vietnamese',
  'latin-ext',
  'latin',
];

const files: Record<TypeStyle, readonly string[]> = {
  title: [
    ...subsets.map((subset) => `fraunces/files/fraunces-${subset}-500-normal.woff`),
    ...further.map((subset) => `noto-sans/files/noto-sans-${subset}-500-normal.woff`),
  ],
  text: [
    ...subsets.slice(0, 2).map((subset) => `instrument-sans/files/instrument-sans-${subset}-400-normal.woff`),
    ...further.map((subset) => `noto-sans/files/noto-sans-${subset}-400-normal.woff`),
  ],
  strong: [
    ...subsets.slice(0, 2).map((subset) => `instrument-sans/files/instrument-sans-${subset}-600-normal.woff`),
    ...further.map((subset) => `noto-sans/files/noto-sans-${subset}-600-normal.woff`),
  ],
};

let loading: Promise<Typefaces> | null = null;

/** The fonts of the line sheet, read once. Rejects where a file is missing or no font; the next call tries again. */
export function loadTypefaces(): Promise<Typefaces> {
  loading ??= readAll().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function readAll(): Promise<Typefaces> {
  const [title, text, strong] = await Promise.all(
    (['title', 'text', 'strong'] as const).map((style) => Promise.all(files[style].map(read))),
  );
  return { title: title ?? [], text: text ?? [], strong: strong ?? [] };
}

async function read(name: string): Promise<Typeface> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(`@fontsource/${name}`));
  const font = fontkit.create(bytes);
  if (!('characterSet' in font)) throw new TypeError(`${name}: expected one font, got a collection`);
  return { name, bytes, characters: new Set(font.characterSet) };
}
