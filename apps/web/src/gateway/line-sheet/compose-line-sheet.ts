import PDFDocument from 'pdfkit';
import { drawEntry, placeOf } from './draw-entry.js';
import { type PrintedText, withFurtherTypefaces } from './further-typefaces.js';
import type { LineSheet, LineSheetEntry, PerPage } from './line-sheet.js';
import { drawPageFrame, drawReplacementNote, paper } from './page-frame.js';
import { Pen, setFace } from './pen.js';
import { loadTypefaces } from './typefaces.js';
import { Typesetter } from './typesetting.js';

/**
 * The line sheet as a PDF: A4, fonts embedded, "Concept" on every page. Busy for as long as it takes: for a thread of
 * its own. Rejects where a font cannot be read or a picture is no JPEG.
 */
export async function composeLineSheet(sheet: LineSheet): Promise<Uint8Array<ArrayBuffer>> {
  const faces = await withFurtherTypefaces(await loadTypefaces(), printedText(sheet));
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: `${sheet.roomName}, line sheet`,
      Subject: 'Concept line sheet',
      Author: sheet.roomName,
      Creator: 'Toile',
      CreationDate: new Date(sheet.dateMs),
    },
  });
  const chunks: Uint8Array[] = [];
  const written = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });

  const registered = new Set<string>();
  const pages = inPages(sheet.entries, sheet.perPage);
  for (const [index, entries] of pages.entries()) {
    // Of its own for each page: the note stands where something was replaced.
    const typesetter = new Typesetter(faces, (face, sizePt, text) =>
      setFace(document, registered, face).fontSize(sizePt).widthOfString(text),
    );
    const pen = new Pen(document, typesetter, registered);
    document.addPage({ size: [paper.width, paper.height], margin: 0 });
    drawPageFrame(pen, sheet, { number: index + 1, of: pages.length });
    for (const [at, entry] of entries.entries()) {
      drawEntry(pen, entry, placeOf(at, sheet.perPage), sheet.perPage);
    }
    if (typesetter.replaced) drawReplacementNote(pen, typesetter.standIn);
  }
  document.end();
  await written;
  return new Uint8Array(Buffer.concat(chunks));
}

function inPages(entries: readonly LineSheetEntry[], perPage: PerPage): LineSheetEntry[][] {
  const pages = Math.ceil(entries.length / perPage);
  return Array.from({ length: pages }, (_, page) => entries.slice(page * perPage, (page + 1) * perPage));
}

/** Everything that may be in any script. */
function printedText({ roomName, packTitle, entries }: LineSheet): PrintedText {
  return {
    title: [roomName, ...entries.map(({ name }) => name)].join(' '),
    strong: entries.map(({ styleNumber }) => styleNumber).join(' '),
    text: [
      packTitle,
      ...entries.flatMap(({ note, round, votes, recipe }) => [
        note,
        round,
        ...votes.names,
        recipe.mix,
        recipe.sliders,
      ]),
    ].join(' '),
  };
}
