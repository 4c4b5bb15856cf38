import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeLineSheet } from './compose-line-sheet.js';
import { placeOf } from './draw-entry.js';
import type { LineSheet, LineSheetEntry, PerPage } from './line-sheet.js';
import { field, paper } from './page-frame.js';

const hash = '68e0793e808b3483775b5ddb4fba3444283ee09607d1058bb438c355e842b6dc';
let picture: Uint8Array;

beforeAll(async () => {
  picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#1f3a78' } })
    .jpeg()
    .toBuffer();
});

const entry = (given: Partial<LineSheetEntry> = {}): LineSheetEntry => ({
  picture,
  name: 'Field dress, long sleeve',
  styleNumber: 'S-104',
  note: 'Viscose twill, horn buttons.\nAsk for a lining in butter.',
  swatches: [
    { hex: '#1f3a78', share: 0.7 },
    { hex: '#d9a63a', share: 0.3 },
  ],
  votes: { count: 3, names: ['Ana', 'Mika'] },
  round: '1st of 6 in “Which two go to sampling?”',
  recipe: {
    mix: 'A dress 8 · B dress 13 · structure 28 · style 71 · wildness 0.7',
    sliders: 'Sleeves +0.9 σ',
    hash,
  },
  ...given,
});

const sheet = (
  entries: LineSheetEntry[],
  perPage: PerPage = 4,
  given: Partial<LineSheet> = {},
): LineSheet => ({
  roomName: 'Autumn capsule',
  packTitle: 'House garments 64',
  dateMs: Date.UTC(2026, 10, 25),
  perPage,
  entries,
  ...given,
});

/** The text of each page as a PDF reader finds it; null where no reader is installed. */
async function textOf(pdf: Uint8Array): Promise<string[] | null> {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const path = `${process.env.TMPDIR ?? '/tmp'}/toile-line-sheet-${process.pid}.pdf`;
  await writeFile(path, pdf);
  return execFileSync('pdftotext', ['-layout', path, '-']).toString().split('\f').slice(0, -1);
}

const latin = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const pageCount = (pdf: Uint8Array) => latin(pdf).match(/\/Type \/Page\b/g)?.length;

describe('the line sheet', () => {
  it.each<[PerPage, number, number]>([
    [1, 3, 3],
    [2, 3, 2],
    [4, 5, 2],
    [6, 6, 1],
  ])('has %i a page: %i designs on %i pages', async (perPage, count, pages) => {
    const pdf = await composeLineSheet(
      sheet(
        Array.from({ length: count }, () => entry()),
        perPage,
      ),
    );
    expect(latin(pdf).startsWith('%PDF-')).toBe(true);
    expect(pageCount(pdf)).toBe(pages);
    const texts = await textOf(pdf);
    for (const [at, text] of texts?.entries() ?? []) {
      for (const words of ['Autumn capsule', 'CONCEPT', '25 November 2026']) expect(text).toContain(words);
      expect(text).toMatch(new RegExp(`${at + 1} ?/ ?${pages}`));
    }
    const all = texts?.join('\n');
    for (const words of [
      'S-104',
      '#1f3a78',
      '3 votes: Ana, Mika',
      '1st of 6',
      'horn buttons',
      hash.slice(0, 16),
    ]) {
      if (all) expect(all).toContain(words);
    }
  });

  it('embeds its fonts, a part of each, and has a title', async () => {
    const pdf = latin(await composeLineSheet(sheet([entry({ name: 'Платье' })])));
    for (const name of ['Fraunces', 'InstrumentSans', 'NotoSans'])
      expect(pdf).toMatch(new RegExp(`\\+${name}`));
    expect(pdf).toContain('/FontFile2');
    expect(pdf.length).toBeLessThan(200_000);
  });

  it.each(['قميص', '👩‍🎨🧵', '\u0000\u0007', 'x'.repeat(80), '', 'Ẽ̷̢n̶d'])(
    'prints a design called %j, whatever it takes',
    async (name) => {
      const note = `${name} `.repeat(60);
      const pdf = await composeLineSheet(
        sheet([entry({ name, note, styleNumber: name })], 6, { roomName: name }),
      );
      expect(pageCount(pdf)).toBe(1);
      const texts = await textOf(pdf);
      if (texts && /[ق👩]/u.test(name)) expect(texts[0]).toContain('were left out');
      if (texts && name.startsWith('x')) expect(texts[0]).not.toContain('were left out');
    },
  );

  it.each([
    '春のコート、青い裏地',
    '真丝连衣裙，藏青色',
    '봄 코트, 안감',
    '繁體長裙',
    '春のコート 안감 真丝',
  ])('prints %j in fonts that hold what is needed of them and no more', async (name) => {
    const pdf = await composeLineSheet(
      sheet([entry({ name, note: `${name} `.repeat(9), styleNumber: name })], 2, { roomName: name }),
    );
    expect(latin(pdf)).toMatch(/\+NotoSans(SC|JP|KR)/);
    expect(pdf.length).toBeLessThan(300_000);
    const texts = await textOf(pdf);
    if (!texts) return;
    expect(texts[0]).not.toContain('were left out');
    for (const word of name.split(' ')) expect(texts[0]).toContain(word);
  });

  it('prints a design of which nothing is known but its picture', async () => {
    const bare = entry({
      styleNumber: '',
      note: '',
      swatches: [],
      round: '',
      votes: { count: 0, names: [] },
    });
    const texts = await textOf(await composeLineSheet(sheet([bare], 1)));
    if (texts) expect(texts[0]).toContain('No votes');
  });

  it('lays designs side by side without one touching another or the margin', () => {
    for (const perPage of [1, 2, 4, 6] as const) {
      const places = Array.from({ length: perPage }, (_, index) => placeOf(index, perPage));
      for (const [at, { x, y, width, height }] of places.entries()) {
        expect(x).toBeGreaterThanOrEqual(paper.margin);
        expect(x + width).toBeLessThanOrEqual(paper.width - paper.margin + 0.01);
        expect(y + height).toBeLessThanOrEqual(field.y + field.height + 0.01);
        for (const other of places.slice(at + 1)) {
          expect(other.x >= x + width || other.y >= y + height).toBe(true);
        }
      }
    }
  });
});
