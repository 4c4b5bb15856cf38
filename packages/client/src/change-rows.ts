import { schemaVersion, writeSchema } from '@toile/room';
import type { Change } from './change-journal.js';
import type { ChangeOwner } from './change-shelf.js';
import { answerOf } from './indexed-db.js';

export const databaseName = 'toile';
export const storeName = 'changes';
export const rowIndexes = { owner: 'owner', kept: 'kept' } as const;

/** One change as it lies in IndexedDB. */
export interface ChangeRow extends ChangeOwner {
  readonly id: string;
  /** The page whose change it is. */
  readonly page: string;
  /** Its place among the changes of that page. */
  readonly place: number;
  readonly keptAtMs: number;
  /** Version of the document's layout that the writes are of. */
  readonly layout: number;
  readonly change: Change;
}

export function openDatabase(indexedDb: IDBFactory): Promise<IDBDatabase> {
  const request = indexedDb.open(databaseName, 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore(storeName, { keyPath: 'id' });
    store.createIndex(rowIndexes.owner, ['roomId', 'memberId']);
    store.createIndex(rowIndexes.kept, 'keptAtMs');
  };
  return answerOf(request).then((database) => {
    // A later Toile in another tab wants another layout of this database: let it.
    database.onversionchange = () => database.close();
    return database;
  });
}

/** Whether a row is of this layout and as this Toile writes one. */
export function isReadable({ layout, change }: ChangeRow): boolean {
  return (
    layout === schemaVersion &&
    typeof change?.id === 'string' &&
    (change.name === null || typeof change.name === 'string') &&
    Number.isSafeInteger(change.client) &&
    (change.clock === null || Number.isSafeInteger(change.clock)) &&
    Array.isArray(change.writes) &&
    change.writes.every((write) => writeSchema.safeParse(write).success)
  );
}
