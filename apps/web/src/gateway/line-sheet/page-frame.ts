import type { LineSheet } from './line-sheet.js';
import type { Pen } from './pen.js';

/** A4 in points, and the part of it that holds designs. */
export const paper = { width: 595.28, height: 841.89, margin: 42 };
export const field = { x: 42, y: 74, width: paper.width - 84, height: 706 };

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** What stands on every page: the room above, that it is a concept, the date and the page's number below. */
export function drawPageFrame(pen: Pen, sheet: LineSheet, page: { number: number; of: number }): void {
  const { margin, width } = paper;
  const right = width - margin;
  const mark = { style: 'strong', sizePt: 7.5 } as const;
  const markWidth = pen.width('CONCEPT', mark) + 18;
  pen.pill({ x: right - markWidth, y: 33, width: markWidth, height: 17 }, pen.colours.thread);
  pen.line('CONCEPT', right - markWidth + 9, 37.5, mark, pen.colours.thread);
  pen.lines(
    sheet.roomName,
    { x: margin, y: 33, width: right - markWidth - margin - 16 },
    { style: 'title', sizePt: 12.5 },
    1,
  );
  pen.stitch(margin, right, 61);

  const small = { style: 'text', sizePt: 7.5 } as const;
  const below = paper.height - 34;
  pen.line(
    `${date.format(sheet.dateMs)} · ${sheet.packTitle}, drawn by Toile`,
    margin,
    below,
    small,
    pen.colours.soft,
  );
  const number = `${page.number} / ${page.of}`;
  pen.line(number, right - pen.width(number, small), below, small, pen.colours.soft);
}

/** Says what the stand-in means, on a page that has one. */
export function drawReplacementNote(pen: Pen, standIn: string): void {
  const words = `Characters that the fonts of this document lack were left out: ${standIn} stands for each.`;
  pen.line(words, paper.margin, paper.height - 46, { style: 'text', sizePt: 7 }, pen.colours.soft);
}
