import type { Statement } from '../sql/statement.js';
import { StoreError } from '../store.js';
import { type Outcome, SqliteDatabase, type SqliteOptions } from './sqlite-database.js';
import { sqliteFailure } from './sqlite-failure.js';

/** The way to the thread that owns the database file. One group of calls at a time. */
export interface SqliteChannel {
  /** Answers one outcome for each call, after the commit. Rejects with `StoreError` where the thread is gone. */
  run(calls: readonly (readonly Statement[])[]): Promise<Outcome[]>;
  close(): Promise<void>;
}

/** The database on this thread, for sources that run uncompiled: there is no worker file to start then. */
export async function openInlineChannel(options: SqliteOptions): Promise<SqliteChannel> {
  let database: SqliteDatabase;
  try {
    database = new SqliteDatabase(options);
  } catch (error) {
    throw openingError(error);
  }
  return {
    run: async (calls) => database.run(calls),
    close: async () => database.close(),
  };
}

function openingError(cause: unknown): StoreError {
  const { code, message } = sqliteFailure(cause);
  return new StoreError(code, message, { cause });
}
