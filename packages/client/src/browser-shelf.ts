import { randomId } from '@toile/protocol';
import { schemaVersion } from '@toile/room';
import type { Change } from './change-journal.js';
import {
  type ChangeRow,
  databaseName,
  isReadable,
  openDatabase,
  rowIndexes,
  storeName,
} from './change-rows.js';
import type { ChangeOwner, ChangeShelf, LeftBehind } from './change-shelf.js';
import { answerOf, doneOf } from './indexed-db.js';

/** What nobody came back for is thrown away after this. */
const longestMs = 30 * 24 * 3_600_000;

/** The part of the Web Locks API that tells which pages are open. */
export interface PageLocks {
  request(
    name: string,
    options: { ifAvailable?: boolean },
    run: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

interface Kept {
  /** Null where what lies there is not known. */
  readonly change: Change | null;
  readonly place: number;
}

const lockName = (page: string) => `toile-page-${page}`;

/**
 * A shelf in this browser's IndexedDB. Each page holds a lock for as long as it is open, so that another page knows
 * whose changes were left behind.
 */
export class BrowserShelf implements ChangeShelf {
  readonly #owner: ChangeOwner;
  readonly #database: IDBDatabase;
  readonly #locks: PageLocks;
  readonly #page = randomId(12);
  #kept = new Map<string, Kept>();
  #places = 0;
  #leave: () => void = () => undefined;

  /** Rejects in a browser without IndexedDB or locks: at an insecure address, in some private windows. */
  static async open(
    owner: ChangeOwner,
    indexedDb: IDBFactory | undefined = globalThis.indexedDB,
    locks: PageLocks | undefined = globalThis.navigator?.locks,
  ): Promise<BrowserShelf> {
    if (!indexedDb || !locks) throw new Error(`There is no ${databaseName} database in this browser.`);
    const shelf = new BrowserShelf(owner, await openDatabase(indexedDb), locks);
    await shelf.#hold();
    return shelf;
  }

  private constructor(owner: ChangeOwner, database: IDBDatabase, locks: PageLocks) {
    this.#owner = owner;
    this.#database = database;
    this.#locks = locks;
  }

  async keep(changes: readonly Change[]): Promise<void> {
    const before = this.#kept;
    const next = new Map<string, Kept>();
    const rows: ChangeRow[] = [];
    for (const change of changes) {
      const kept = before.get(change.id);
      const place = kept?.place ?? this.#nextPlace();
      next.set(change.id, { change, place });
      if (kept?.change !== change) rows.push(this.#row(change, place));
    }
    const gone = [...before.keys()].filter((id) => !next.has(id));
    if (gone.length === 0 && rows.length === 0) return;
    this.#kept = next;
    try {
      await this.#write((store) => {
        for (const id of gone) store.delete(id);
        for (const row of rows) store.put(row);
      });
    } catch (error) {
      const unsure = [...before, ...this.#kept].map(
        ([id, { place }]) => [id, { change: null, place }] as const,
      );
      this.#kept = new Map(unsure);
      throw error;
    }
  }

  async adopt(): Promise<LeftBehind> {
    await this.#throwOldAway();
    const pages = new Set((await this.#rows()).map(({ page }) => page));
    pages.delete(this.#page);
    const changes: Change[] = [];
    let unreadable = 0;
    for (const page of pages) {
      await this.#locks.request(lockName(page), { ifAvailable: true }, async (lock) => {
        if (lock === null) return;
        const left = (await this.#rows()).filter((row) => row.page === page);
        const readable = left.filter(isReadable).sort((one, other) => one.place - other.place);
        const mine = readable.map(({ change }) => this.#row(change, this.#nextPlace()));
        await this.#write((store) => {
          for (const { id } of left) store.delete(id);
          for (const row of mine) store.put(row);
        });
        for (const { change, place } of mine) this.#kept.set(change.id, { change, place });
        changes.push(...mine.map(({ change }) => change));
        unreadable += left.length - readable.length;
      });
    }
    return { changes, unreadable };
  }

  async discard(): Promise<void> {
    this.#kept = new Map();
    const rows = await this.#rows();
    await this.#write((store) => {
      for (const { id } of rows) store.delete(id);
    });
  }

  close(): void {
    this.#leave();
    this.#database.close();
  }

  #nextPlace(): number {
    this.#places += 1;
    return this.#places;
  }

  #row(change: Change, place: number): ChangeRow {
    const page = this.#page;
    return {
      ...this.#owner,
      id: change.id,
      page,
      place,
      keptAtMs: Date.now(),
      layout: schemaVersion,
      change,
    };
  }

  /** Resolves once the lock that says "this page is open" is held, which it is until `close`. */
  #hold(): Promise<void> {
    return new Promise((held, failed) => {
      const untilLeft = new Promise<void>((leave) => {
        this.#leave = leave;
      });
      const hold = () => {
        held();
        return untilLeft;
      };
      this.#locks.request(lockName(this.#page), {}, hold).catch(failed);
    });
  }

  /** Of this owner, whatever page's. */
  #rows(): Promise<ChangeRow[]> {
    const { roomId, memberId } = this.#owner;
    const store = this.#database.transaction(storeName, 'readonly').objectStore(storeName);
    return answerOf(store.index(rowIndexes.owner).getAll([roomId, memberId]));
  }

  /** Anybody's, of any room. */
  async #throwOldAway(): Promise<void> {
    await this.#write((store) => {
      const oldest = store.index(rowIndexes.kept).openCursor();
      oldest.onsuccess = () => {
        const cursor = oldest.result;
        if (!cursor || (cursor.key as number) > Date.now() - longestMs) return;
        cursor.delete();
        cursor.continue();
      };
    });
  }

  #write(write: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction(storeName, 'readwrite');
    write(transaction.objectStore(storeName));
    return doneOf(transaction);
  }
}
