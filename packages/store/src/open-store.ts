import { PostgresEngine } from './postgres/postgres-engine.js';
import { SqlStore } from './sql/sql-store.js';
import { SqliteEngine } from './sqlite/sqlite-engine.js';
import type { Store } from './store.js';

export interface StoreOptions {
  /** `postgres://…`: the store is this database, and `folder` is not used. Empty counts as absent. */
  readonly databaseUrl?: string | undefined;
  /** The store is the SQLite file `toile.sqlite` in this folder, which is made where it does not exist. */
  readonly folder?: string | undefined;
}

/**
 * Open the durable store, with its schema brought up to date.
 *
 * Rejects with `StoreError`: `unavailable` where the database cannot be reached or the file not opened, `corrupt`
 * where its schema is newer than this code. Throws `TypeError` where neither option says where it is.
 */
export async function openStore({ databaseUrl, folder }: StoreOptions): Promise<Store> {
  if (databaseUrl) {
    if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) {
      // Not shown: it may hold a password.
      throw new TypeError(
        'databaseUrl: expected a URL of the form postgres://user:password@host:port/database',
      );
    }
    return new SqlStore(await PostgresEngine.open({ databaseUrl }));
  }
  if (!folder) throw new TypeError('openStore: expected databaseUrl or folder, got neither');
  return new SqlStore(await SqliteEngine.open({ folder }));
}
