import { type ActivityEntry, ToileError, type Version, type VersionsRequest } from '@toile/protocol';
import { expect, it } from 'vitest';
import { HistoryShelf } from './history-shelf.js';

const designId = 'abcdefghijkm';
const by = { id: 'mmmmmmmmmmmm', name: 'Ana' };
const version = (atMs: number): Version => ({
  id: `v${String(atMs).padStart(11, '0')}`,
  designId,
  atMs,
  by,
  deed: 'changed',
  changes: [],
  state: '{}',
  naming: null,
});
const entry = (one: Version): ActivityEntry => ({
  id: `version:${one.id}`,
  atMs: one.atMs,
  by,
  kind: 'version',
  version: one,
});
const perPage = 3;

/** A shelf whose server has the versions 1…`count`, and what was asked of it. */
function shelfOf(count: number) {
  const server = Array.from({ length: count }, (_, i) => version(i + 1));
  const asked: VersionsRequest[] = [];
  const away = { now: false };
  const shelf = new HistoryShelf({
    versions: async (request) => {
      asked.push(request);
      if (away.now) throw new ToileError('store-unavailable');
      const older = server.filter(({ atMs }) => atMs < (request.before?.atMs ?? Number.POSITIVE_INFINITY));
      return { versions: older.slice(-perPage).reverse(), total: server.length };
    },
    nameVersion: async ({ versionId, name }) => {
      const index = server.findIndex(({ id }) => id === versionId);
      const named = { ...server[index]!, naming: name === null ? null : { name, by, atMs: 1 } };
      server[index] = named;
      return named;
    },
  });
  const times = () => shelf.of(designId).versions.map(({ atMs }) => atMs);
  return { shelf, server, asked, away, times };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

it('reads the newest page when somebody looks, and further back for the asking', async () => {
  const { shelf, asked, times } = shelfOf(7);
  let told = 0;
  shelf.subscribe(designId, () => {
    told += 1;
  });
  shelf.subscribe(designId, () => undefined);
  expect(shelf.of(designId)).toMatchObject({ versions: [], reading: true });
  await settled();
  expect(times()).toEqual([5, 6, 7]);
  expect(shelf.of(designId)).toMatchObject({ total: 7, reading: false, error: null });
  expect(told).toBe(2);
  await shelf.readOlder(designId);
  await shelf.readOlder(designId);
  expect(times()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  await shelf.readOlder(designId);
  expect(asked).toHaveLength(3);
});

it('takes in what happens while somebody looks, and no page that was not read', async () => {
  const { shelf, times } = shelfOf(5);
  const off = shelf.subscribe(designId, () => undefined);
  await settled();
  const renamed = { ...version(4), naming: { name: 'Final', by, atMs: 9 } };
  const entries = [entry(version(6)), entry(renamed), entry(version(1))];
  shelf.event({ entries, gone: [], gap: false });
  expect(times()).toEqual([3, 4, 5, 6]);
  expect(shelf.of(designId).total).toBe(6);
  expect(shelf.of(designId).versions[1]).toEqual(renamed);
  shelf.event({ entries: [], gone: [`named:${renamed.id}`], gap: false });
  expect(shelf.of(designId).versions[1]).toEqual(version(4));
  off();
  expect(shelf.of(designId).versions).toEqual([]);
});

it('joins a new connection’s page on to what it knows, or begins again', async () => {
  const { shelf, server, times } = shelfOf(4);
  shelf.subscribe(designId, () => undefined);
  await settled();
  server.push(version(5), version(6));
  shelf.refresh();
  await settled();
  expect(times()).toEqual([2, 3, 4, 5, 6]);
  for (let atMs = 10; atMs < 20; atMs++) server.push(version(atMs));
  shelf.event({ entries: [], gone: [], gap: true });
  await settled();
  expect(times()).toEqual([17, 18, 19]);
});

it('says why it could not read, and reads when the connection is back', async () => {
  const { shelf, away, times } = shelfOf(2);
  away.now = true;
  shelf.subscribe(designId, () => undefined);
  await settled();
  expect(shelf.of(designId)).toMatchObject({ reading: false, error: { code: 'store-unavailable' } });
  away.now = false;
  shelf.refresh();
  await settled();
  expect(times()).toEqual([1, 2]);
  expect(shelf.of(designId).error).toBeNull();
});

it('shows a name as soon as the server has it', async () => {
  const { shelf } = shelfOf(2);
  shelf.subscribe(designId, () => undefined);
  await settled();
  await shelf.nameVersion(designId, 'Final', version(2).id);
  expect(shelf.of(designId).versions[1]?.naming?.name).toBe('Final');
  expect(shelf.of(designId).total).toBe(2);
});
