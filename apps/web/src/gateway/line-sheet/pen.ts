import type PDFDocument from 'pdfkit';
import type { Typeface } from './typefaces.js';
import type { Setting, Typesetter } from './typesetting.js';

type Document = InstanceType<typeof PDFDocument>;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const colours = {
  ink: '#1d1b18',
  soft: '#6f6a60',
  line: '#ddd6c7',
  thread: '#b83422',
  stitch: '#aca28c',
} as const;
const leading = 1.32;

/** Draws on the pages of a PDF: text that falls back from font to font, and the few shapes of the line sheet. */
export class Pen {
  readonly colours = colours;
  readonly #document: Document;
  readonly #typesetter: Typesetter;
  readonly #registered: Set<string>;

  constructor(document: Document, typesetter: Typesetter, registered: Set<string>) {
    this.#document = document;
    this.#typesetter = typesetter;
    this.#registered = registered;
  }

  width(text: string, setting: Setting): number {
    return this.#typesetter.width(text, setting);
  }

  /** How high lines of this type are, in points. */
  leading = ({ sizePt }: Setting): number => sizePt * leading;

  /** One line as it is, its upper edge at `y`. */
  line(text: string, x: number, y: number, { style, sizePt }: Setting, colour: string = colours.ink): void {
    let at = x;
    for (const { face, text: part } of this.#typesetter.runs(text, style)) {
      setFace(this.#document, this.#registered, face).fontSize(sizePt).fillColor(colour);
      // Fonts stand at different heights above their base line; the base lines have to agree.
      this.#document.text(part, at, y + sizePt, { lineBreak: false, baseline: 'alphabetic' });
      at += this.#document.widthOfString(part);
    }
  }

  /** Text in lines of a column, at most so many. Answers where it ends. */
  lines(
    text: string,
    { x, y, width }: Omit<Box, 'height'>,
    setting: Setting,
    mostLines: number,
    colour?: string,
  ): number {
    const lines = this.#typesetter.lines(text, setting, width, mostLines);
    for (const [at, line] of lines.entries())
      this.line(line, x, y + at * this.leading(setting), setting, colour);
    return y + lines.length * this.leading(setting);
  }

  /** How many lines `text` takes in a column. */
  count(text: string, setting: Setting, width: number, mostLines: number): number {
    return this.#typesetter.lines(text, setting, width, mostLines).length;
  }

  panel({ x, y, width, height }: Box, fill: string): void {
    this.#document.roundedRect(x, y, width, height, 8).lineWidth(0.75).fillAndStroke(fill, colours.line);
  }

  pill({ x, y, width, height }: Box, stroke: string): void {
    this.#document
      .roundedRect(x, y, width, height, height / 2)
      .lineWidth(0.9)
      .stroke(stroke);
  }

  chip({ x, y, width, height }: Box, fill: string): void {
    this.#document.roundedRect(x, y, width, height, 3).lineWidth(0.5).fillAndStroke(fill, colours.line);
  }

  /** A basting stitch across the page. */
  stitch(fromX: number, toX: number, y: number): void {
    this.#document.moveTo(fromX, y).lineTo(toX, y).lineWidth(1).dash(5, { space: 4 }).stroke(colours.stitch);
    this.#document.undash();
  }

  picture(bytes: Uint8Array, { x, y, width, height }: Box): void {
    const side = Math.min(width, height);
    const place = [x + (width - side) / 2, y + (height - side) / 2] as const;
    this.#document.image(Buffer.from(bytes), ...place, { width: side, height: side });
  }
}

/** Set `document` in a font, which is handed to it once. */
export function setFace(document: Document, registered: Set<string>, { name, bytes }: Typeface): Document {
  if (!registered.has(name)) {
    document.registerFont(name, Buffer.from(bytes));
    registered.add(name);
  }
  return document.font(name);
}
