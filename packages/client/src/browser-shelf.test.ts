import { schemaVersion } from '@toile/room';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BrowserShelf } from './browser-shelf.js';
import type { Change } from './change-journal.js';
import { openDatabase, storeName } from './change-rows.js';
import { answerOf, doneOf } from './indexed-db.js';
import { ProcessLocks } from './testing.js';

const owner = { roomId: 'roomAAAAAAAAAAAA', memberId: 'memberAAAAAA' };

let browser: IDBFactory;
let locks: ProcessLocks;

beforeEach(() => {
  browser = new IDBFactory();
  locks = new ProcessLocks();
});

const openPage = (of = owner) => BrowserShelf.open(of, browser, locks);
const change = (id: string, style = 0.5): Change => ({
  id,
  name: 'Coat',
  writes: [{ root: 'designs', id: 'CoatCoatCoat', kind: 'set', fields: { 'mix.style': style }, cleared: [] }],
  client: 7,
  clock: 12,
});
const nothing = { changes: [], unreadable: 0 };

/** Everything that lies in this browser. */
async function rows() {
  const database = await openDatabase(browser);
  const all = await answerOf(database.transaction(storeName).objectStore(storeName).getAll());
  database.close();
  return all;
}

async function alter(with_: Record<string, unknown>) {
  const all = await rows();
  const database = await openDatabase(browser);
  const transaction = database.transaction(storeName, 'readwrite');
  for (const row of all) transaction.objectStore(storeName).put({ ...row, ...with_ });
  await doneOf(transaction);
  database.close();
}

describe('BrowserShelf', () => {
  it('gives what a page left behind to the next one, in order, once', async () => {
    const one = await openPage();
    await one.keep([change('c'), change('a'), change('b')]);
    await one.keep([change('a', 0.7), change('b'), change('d')]);
    one.close();
    const other = await openPage();
    const { changes } = await other.adopt();
    expect(changes.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
    expect(changes[0]).toEqual(change('a', 0.7));
    expect(await other.adopt()).toEqual(nothing);
    // Not written again yet: should this page end now, the next has them.
    other.close();
    expect((await (await openPage()).adopt()).changes).toEqual(changes);
  });

  it('keeps nothing that is saved', async () => {
    const one = await openPage();
    await one.keep([change('a')]);
    await one.keep([]);
    one.close();
    expect(await rows()).toEqual([]);
  });

  it('leaves alone what another page that is still open keeps', async () => {
    const [one, other] = [await openPage(), await openPage()];
    await one.keep([change('a')]);
    expect(await other.adopt()).toEqual(nothing);
    await other.keep([change('b')]);
    await other.keep([]);
    expect(await rows()).toHaveLength(1);
    one.close();
    expect((await other.adopt()).changes).toEqual([change('a')]);
    other.close();
  });

  it('gives each change to one page only, where two look at once', async () => {
    const one = await openPage();
    await one.keep([change('a'), change('b')]);
    one.close();
    const pages = [await openPage(), await openPage()];
    const found = await Promise.all(pages.map((page) => page.adopt()));
    expect(found.flatMap(({ changes }) => changes.map(({ id }) => id)).sort()).toEqual(['a', 'b']);
    for (const page of pages) page.close();
  });

  it('gives nothing to another member, nor to another room', async () => {
    const one = await openPage();
    await one.keep([change('a')]);
    one.close();
    for (const other of [
      { ...owner, memberId: 'memberBBBBBB' },
      { ...owner, roomId: 'roomBBBBBBBBBBBB' },
    ]) {
      const page = await openPage(other);
      expect(await page.adopt()).toEqual(nothing);
      await page.discard();
      page.close();
    }
    expect(await rows()).toHaveLength(1);
  });

  it.each([
    ['another layout of the document', { layout: schemaVersion + 1 }],
    ['no change at all', { change: null }],
    ['writes that are none', { change: { ...change('a'), writes: [{ root: 'meta' }] } }],
  ])('counts what it cannot read, and throws it away: %s', async (_what, altered) => {
    const one = await openPage();
    await one.keep([change('a')]);
    one.close();
    await alter(altered);
    const page = await openPage();
    expect(await page.adopt()).toEqual({ changes: [], unreadable: 1 });
    expect(await rows()).toEqual([]);
    page.close();
  });

  it('throws away what nobody came back for in a month, whoever’s it is', async () => {
    const one = await openPage({ ...owner, memberId: 'memberBBBBBB' });
    await one.keep([change('a')]);
    one.close();
    await alter({ keptAtMs: Date.now() - 31 * 24 * 3_600_000 });
    const page = await openPage();
    await page.adopt();
    expect(await rows()).toEqual([]);
    page.close();
  });

  it('discards all of its owner’s, and no one else’s', async () => {
    const [mine, other] = [await openPage(), await openPage({ ...owner, memberId: 'memberBBBBBB' })];
    await mine.keep([change('a')]);
    await other.keep([change('b')]);
    await mine.discard();
    expect(await rows()).toMatchObject([{ id: 'b' }]);
    mine.close();
    other.close();
  });

  it('rejects where the browser has no room for it, and writes it all once it has', async () => {
    const page = await openPage();
    const full = vi.spyOn(Object.getPrototypeOf(await objectStore()), 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(page.keep([change('a')])).rejects.toMatchObject({ name: 'QuotaExceededError' });
    full.mockRestore();
    await page.keep([change('a'), change('b')]);
    expect((await rows()).map(({ id }) => id)).toEqual(['a', 'b']);
    page.close();
  });

  it('rejects in a browser without a database or locks', async () => {
    await expect(BrowserShelf.open(owner, undefined, undefined)).rejects.toThrow();
  });
});

async function objectStore(): Promise<IDBObjectStore> {
  const database = await openDatabase(browser);
  const store = database.transaction(storeName).objectStore(storeName);
  database.close();
  return store;
}
