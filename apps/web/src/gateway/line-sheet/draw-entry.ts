import { type LineSheetEntry, type PerPage, sheetPaper } from './line-sheet.js';
import { field } from './page-frame.js';
import type { Box, Pen } from './pen.js';

interface Measures {
  readonly columns: number;
  readonly rows: number;
  /** Where the picture is: above the words, of this height, or beside them, of this width. */
  readonly picture: { readonly above: number } | { readonly beside: number };
  readonly name: number;
  readonly text: number;
  readonly chip: number;
  /** How much of the recipe's hash is printed. */
  readonly hashChars: number;
}

const gap = 24;

const measures: Record<PerPage, Measures> = {
  1: { columns: 1, rows: 1, picture: { above: 400 }, name: 28, text: 10, chip: 34, hashChars: 64 },
  2: { columns: 1, rows: 2, picture: { beside: 268 }, name: 20, text: 9, chip: 30, hashChars: 32 },
  4: { columns: 2, rows: 2, picture: { above: 164 }, name: 14, text: 7.5, chip: 22, hashChars: 16 },
  6: { columns: 3, rows: 2, picture: { above: 146 }, name: 12, text: 7, chip: 18, hashChars: 16 },
};

/** The place of design number `index` of its page. */
export function placeOf(index: number, perPage: PerPage): Box {
  const { columns, rows } = measures[perPage];
  const width = (field.width - gap * (columns - 1)) / columns;
  const height = (field.height - gap * (rows - 1)) / rows;
  const column = index % columns;
  const row = Math.floor(index / columns);
  return { x: field.x + column * (width + gap), y: field.y + row * (height + gap), width, height };
}

/** One design: its picture, and beside or below it all that is known of it. Nothing leaves `place`. */
export function drawEntry(pen: Pen, entry: LineSheetEntry, place: Box, perPage: PerPage): void {
  const { picture } = measures[perPage];
  const panel =
    'above' in picture ? { ...place, height: picture.above } : { ...place, width: picture.beside };
  pen.panel(panel, sheetPaper);
  pen.picture(entry.picture, inset(panel, 8));
  const words =
    'above' in picture
      ? { ...place, y: place.y + picture.above + 12, height: place.height - picture.above - 12 }
      : { ...place, x: place.x + picture.beside + 20, width: place.width - picture.beside - 20 };
  drawWords(pen, entry, words, measures[perPage]);
}

function drawWords(
  pen: Pen,
  entry: LineSheetEntry,
  box: Box,
  { name, text, chip, hashChars }: Measures,
): void {
  const title = { style: 'title', sizePt: name } as const;
  const plain = { style: 'text', sizePt: text } as const;
  const strong = { style: 'strong', sizePt: text } as const;
  const fine = { style: 'text', sizePt: text * 0.86 } as const;
  const { soft } = pen.colours;
  const column = (y: number) => ({ x: box.x, y, width: box.width });
  const space = text * 0.7;

  const { mix, sliders, hash } = entry.recipe;
  const recipe = [mix, sliders, `Recipe ${hash.slice(0, hashChars)}`].filter((line) => line !== '');
  const recipeLines = (line: string) => pen.count(line, fine, box.width, 3);
  const recipeHeight = recipe.reduce((sum, line) => sum + recipeLines(line), 0) * pen.leading(fine);
  const recipeTop = box.y + box.height - recipeHeight;

  let y = pen.lines(entry.name, column(box.y), title, 2) + 1;
  if (entry.styleNumber !== '') y = pen.lines(entry.styleNumber, column(y), strong, 1);
  if (entry.swatches.length > 0) y = drawSwatches(pen, entry, { ...box, y: y + space }, chip, fine);
  const votes = [votesWords(entry), entry.round].filter((line) => line !== '');
  if (votes.length > 0) y += space;
  for (const line of votes) y = pen.lines(line, column(y), plain, 2, soft);
  if (entry.note !== '') {
    const most = Math.floor((recipeTop - space - (y + space)) / pen.leading(plain));
    pen.lines(entry.note, column(y + space), plain, Math.max(0, most));
  }
  let at = recipeTop;
  for (const line of recipe) at = pen.lines(line, column(at), fine, 3, soft);
}

/** Colours side by side, each over its hex value. Answers where they end. */
function drawSwatches(
  pen: Pen,
  { swatches }: LineSheetEntry,
  { x, y, width }: Box,
  chip: number,
  fine: { style: 'text'; sizePt: number },
): number {
  const step = Math.min(width / swatches.length, pen.width('#mmmmmm', fine) + 10);
  for (const [at, { hex }] of swatches.entries()) {
    pen.chip({ x: x + at * step, y, width: Math.min(chip * 1.3, step - 4), height: chip }, hex);
    pen.line(hex, x + at * step, y + chip + 3, fine, pen.colours.soft);
  }
  return y + chip + 3 + pen.leading(fine);
}

function votesWords({ votes: { count, names } }: LineSheetEntry): string {
  const votes = `${count} ${count === 1 ? 'vote' : 'votes'}`;
  if (count === 0) return 'No votes';
  return names.length > 0 ? `${votes}: ${names.join(', ')}` : votes;
}

const inset = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});
