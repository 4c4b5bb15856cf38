import type { Typeface, Typefaces, TypeStyle } from './typefaces.js';

/** Stands for what no font has. */
const standIns = ['\ufffd', '?'];

export interface Run {
  readonly face: Typeface;
  readonly text: string;
}

/** How wide `text` is in a font of `sizePt`, in points. */
export type Measure = (face: Typeface, sizePt: number, text: string) => number;

export interface Setting {
  readonly style: TypeStyle;
  readonly sizePt: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Breaks text into runs of one font and lines of a width. What no font has is replaced, and remembered. */
export class Typesetter {
  readonly #faces: Typefaces;
  readonly #measure: Measure;
  #replaced = false;

  constructor(faces: Typefaces, measure: Measure) {
    this.#faces = faces;
    this.#measure = measure;
  }

  /** Whether anything had to be replaced so far. */
  get replaced(): boolean {
    return this.#replaced;
  }

  /** What is printed in place of a character that no font has. */
  get standIn(): string {
    return standIns.find((one) => this.#faceOf(one, 'text') !== null) ?? '?';
  }

  /** `text` in pieces of one font each, in order. */
  runs(text: string, style: TypeStyle): Run[] {
    const runs: { face: Typeface; text: string }[] = [];
    for (const { segment } of graphemes.segment(text)) {
      const found = this.#faceOf(segment, style);
      if (found === null) this.#replaced = true;
      const printed = found === null ? this.standIn : segment;
      const face = found ?? this.#faceOf(printed, style) ?? this.#faces[style][0]!;
      const last = runs.at(-1);
      if (last?.face === face) last.text += printed;
      else runs.push({ face, text: printed });
    }
    return runs;
  }

  /** In points. */
  width(text: string, { style, sizePt }: Setting): number {
    return this.runs(text, style).reduce((sum, run) => sum + this.#measure(run.face, sizePt, run.text), 0);
  }

  /**
   * `text` in lines no wider than `widthPt`, at most `mostLines`; the last one ends with an ellipsis where there is
   * more. Line breaks of the text stand; a word that is wider than a line is broken.
   */
  lines(text: string, setting: Setting, widthPt: number, mostLines: number): string[] {
    const lines: string[] = [];
    for (const paragraph of text.replace(/\r\n?/g, '\n').split('\n')) {
      // One more than are shown, to know that there is more.
      if (lines.length > mostLines) break;
      lines.push(...this.#wrapped(paragraph.replace(/\p{Cc}/gu, ' '), setting, widthPt, mostLines + 1));
    }
    while (lines.at(-1) === '') lines.pop();
    if (lines.length <= mostLines) return lines;
    const shown = lines.slice(0, mostLines);
    const last = shown.pop();
    return last === undefined ? [] : [...shown, this.#shortened(last, setting, widthPt)];
  }

  #wrapped(paragraph: string, setting: Setting, widthPt: number, mostLines: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const { text: word, space } of piecesOf(paragraph)) {
      const longer = line === '' ? word : `${line}${space}${word}`;
      if (this.width(longer, setting) <= widthPt) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      while (line !== '' && lines.length <= mostLines && this.width(line, setting) > widthPt) {
        const head = this.#fitting(line, setting, widthPt);
        lines.push(head);
        line = line.slice(head.length);
      }
      if (lines.length > mostLines) return lines;
    }
    lines.push(line);
    return lines;
  }

  /** As many characters of `text` as fit, one at least. */
  #fitting(text: string, setting: Setting, widthPt: number): string {
    let head = '';
    for (const { segment } of graphemes.segment(text)) {
      if (head !== '' && this.width(head + segment, setting) > widthPt) break;
      head += segment;
    }
    return head;
  }

  #shortened(line: string, setting: Setting, widthPt: number): string {
    const room = widthPt - this.width('…', setting);
    const head = this.width(line, setting) <= room ? line : this.#fitting(line, setting, room);
    return `${head.trimEnd()}…`;
  }

  #faceOf(segment: string, style: TypeStyle): Typeface | null {
    const codes = [...segment].map((character) => character.codePointAt(0) ?? 0);
    return this.#faces[style].find(({ characters }) => codes.every((code) => characters.has(code))) ?? null;
  }
}

/** Letters between which a line may break: those of scripts without spaces, and what may not begin a line after them. */
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const closing = '\\p{Pe}\\p{Pf}、。，．！？：；ー・…々';
const pieces = new RegExp(`[${unspaced}][${closing}]*|(?:(?![${unspaced}]).)+`, 'gsu');

/** What a line is broken between, in order; `space` stands before it where it does not begin a line. */
function piecesOf(paragraph: string): { readonly text: string; readonly space: string }[] {
  return paragraph
    .split(/ +/)
    .flatMap((word) =>
      (word.match(pieces) ?? ['']).map((text, at) => ({ text, space: at === 0 ? ' ' : '' })),
    );
}
