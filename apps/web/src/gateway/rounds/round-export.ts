import { createHash } from 'node:crypto';
import type { Room, Round } from '@toile/protocol';

/** A round that is over, with its results. */
export type RevealedRound = Round & { readonly state: Extract<Round['state'], { kind: 'revealed' }> };

/**
 * A round's results as CSV (RFC 4180; UTF-8 with a byte order mark, so that spreadsheets read it): one row a
 * design, best first, then a column for each person where the round was an open one. What describes the round as
 * a whole stands in every row.
 */
export function roundCsv(round: RevealedRound): string {
  const { results, atMs } = round.state;
  const people = results.ballots ?? [];
  const head = [
    'place',
    'design',
    totals[round.method.kind],
    'people',
    'tie broken by',
    'design id',
    'picture',
    'question',
    'method',
    'anonymous',
    'revealed at',
    'voted',
    'might have voted',
    'abstained',
    'quorum',
    'decided',
    'tie rule',
    ...people.map(({ member }) => member.name),
  ];
  const rows = results.rows.map((row) => {
    const option = round.options.find(({ designId }) => designId === row.designId);
    return [
      row.place,
      option?.name ?? '',
      row.total,
      row.voters,
      row.tieBreak ?? '',
      row.designId,
      option ? pictureOf(option.recipe) : '',
      round.question,
      round.method.kind,
      round.anonymous ? 'yes' : 'no',
      new Date(atMs).toISOString(),
      results.voted,
      results.eligible,
      results.abstained,
      round.quorum ?? '',
      results.winner === null ? 'no' : 'yes',
      results.tieRule,
      ...people.map(({ ballot }) => ballot[row.designId] ?? ''),
    ];
  });
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** The name of the picture: the hash of its recipe's text, which is canonical. */
const pictureOf = (recipe: string): string => createHash('sha256').update(recipe).digest('hex');

/** What a mark adds up to, as the head of its column. */
const totals: Record<Round['method']['kind'], string> = {
  approval: 'approvals',
  dots: 'dots',
  score: 'points',
  ranked: 'votes in its last step',
};

/**
 * One cell. Text that a spreadsheet would take for a formula is given an apostrophe in front, as OWASP advises
 * ("CSV Injection"): it starts with =, +, -, @, a tab or a line break, full-width forms included.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A round's results as JSON: everything that the round is, recipes included. */
export const roundJson = (room: Pick<Room, 'id' | 'name'>, round: RevealedRound): string =>
  `${JSON.stringify({ room: { id: room.id, name: room.name }, round }, null, 2)}\n`;

/** A file name that every system takes: letters and digits of the question. */
export function roundFileName(question: string, extension: 'csv' | 'json'): string {
  const slug = question
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${slug || 'round'}.${extension}`;
}
