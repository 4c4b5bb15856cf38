import type { ActivityEntry } from '@toile/protocol';
import { StoreError } from '../store.js';
import { parseNumber, parseText, parseVersion } from './row-parsing.js';
import type { Row } from './statement.js';

/** One row of `selectActivity`. Throws `StoreError('corrupt')` where it is none. */
export function parseActivity(row: Row): ActivityEntry {
  const entry = {
    id: parseText(row.entryId, 'entry id'),
    atMs: parseNumber(row.entryAtMs, 'time'),
    by: {
      id: parseText(row.entryById, 'member id'),
      name: parseText(row.entryByName, 'member name'),
    },
  };
  switch (row.kind) {
    case 'version':
    case 'named':
      return { ...entry, kind: row.kind, version: parseVersion(row) };
    case 'opened':
    case 'joined':
      return { ...entry, kind: 'joined', opened: row.kind === 'opened' };
    case 'voted':
      return { ...entry, kind: 'voted', designId: parseText(row.entryDesignId, 'design id') };
    case 'asked':
      return { ...entry, kind: 'asked', question: parseText(row.question, 'question') };
    case 'revealed':
    case 'cancelled':
      return {
        ...entry,
        kind: 'decided',
        question: parseText(row.question, 'question'),
        outcome: row.kind,
        winner: parseText(row.entryDesignId, 'design id') || null,
      };
    default:
      throw new StoreError('corrupt', 'The database told of something that cannot happen.');
  }
}
