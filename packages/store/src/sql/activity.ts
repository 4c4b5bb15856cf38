import type { ActivityEntry } from '@toile/protocol';
import { parseNumber, parseText, parseVersion, parseWhole } from './row-parsing.js';
import type { Row } from './statement.js';

/** Put together what `selectActivity` answered. Throws `StoreError('corrupt')` where a row is not one. */
export function activityFromRows(
  [versions = [], named = [], joined = [], voted = []]: readonly (readonly Row[])[],
  limit: number,
): ActivityEntry[] {
  const author = (row: Row) => ({
    id: parseText(row.byId, 'member id'),
    name: parseText(row.byName, 'member name'),
  });
  const entry = (row: Row) => ({
    id: parseText(row.entryId, 'entry id'),
    atMs: parseNumber(row.entryAtMs, 'time'),
  });
  const entries: ActivityEntry[] = [
    ...versions.map((row) => ({
      ...entry(row),
      kind: 'version' as const,
      by: author(row),
      version: parseVersion(row),
    })),
    ...named.flatMap((row) => {
      const version = parseVersion(row);
      return version.naming
        ? [{ ...entry(row), kind: 'named' as const, by: version.naming.by, version }]
        : [];
    }),
    ...joined.map((row) => ({
      ...entry(row),
      kind: 'joined' as const,
      by: author(row),
      opened: parseWhole(row.opened, 'mark') === 1,
    })),
    ...voted.map((row) => ({
      ...entry(row),
      kind: 'voted' as const,
      by: author(row),
      designId: parseText(row.designId, 'design id'),
    })),
  ];
  return entries.sort(newestFirst).slice(0, limit);
}

const newestFirst = (one: ActivityEntry, other: ActivityEntry): number =>
  other.atMs - one.atMs || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
