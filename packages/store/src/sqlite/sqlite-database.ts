import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { Row, SqlValue, Statement } from '../sql/statement.js';
import { StoreError } from '../store.js';
import { type SqliteFailure, sqliteFailure } from './sqlite-failure.js';
import { migrateSqlite } from './sqlite-migrate.js';

export interface SqliteOptions {
  /** Holds `toile.sqlite`; made where it does not exist. */
  readonly folder: string;
  /** The database file stops growing here, and writes fail with `unavailable`. The disk's own limit where absent. */
  readonly maxFileBytes?: number;
}

/** What became of one call of a group. */
export type Outcome =
  | { readonly ok: true; readonly results: readonly (readonly Row[])[] }
  | { readonly ok: false; readonly failure: SqliteFailure };

type Call = readonly Statement[];

const busyTimeoutMs = 5_000;

/** The database file, on the thread that is allowed to wait for the disk. Synchronous. */
export class SqliteDatabase {
  readonly #db: Database.Database;
  readonly #prepared = new Map<string, Database.Statement>();

  /** Opens, sets the pragmas, migrates. Throws what the driver throws, or `StoreError` for a file that is too new. */
  constructor({ folder, maxFileBytes }: SqliteOptions) {
    makeFolder(folder);
    this.#db = new Database(join(folder, 'toile.sqlite'), { timeout: busyTimeoutMs });
    try {
      for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) {
        this.#db.prepare(`PRAGMA ${pragma}`).all();
      }
      this.#db.prepare(`PRAGMA busy_timeout = ${busyTimeoutMs}`).all();
      migrateSqlite(this.#db);
      if (maxFileBytes !== undefined) {
        const [page] = this.#db.prepare('PRAGMA page_size').all() as [{ page_size: number }];
        const pages = Math.max(1, Math.floor(maxFileBytes / page.page_size));
        this.#db.prepare(`PRAGMA max_page_count = ${pages}`).all();
      }
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /**
   * Run a group of calls in one transaction, each under its own savepoint: one commit, one wait for the disk, and
   * a call that fails undoes only itself. Where the transaction as a whole is lost (a full disk rolls all of it
   * back), every call is run again in a transaction of its own, so that those that can succeed do.
   */
  run(calls: readonly Call[]): Outcome[] {
    const together = this.#transaction(calls);
    if (Array.isArray(together)) return together;
    return calls.map((call) => {
      const alone =
        calls.length === 1 || (together.busy && writes(call)) ? together : this.#transaction([call]);
      return Array.isArray(alone) ? alone[0]! : { ok: false, failure: alone };
    });
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }

  /** Answers each call's outcome after the commit, or why none of them happened. */
  #transaction(calls: readonly Call[]): Outcome[] | SqliteFailure {
    try {
      this.#db.exec(calls.some(writes) ? 'BEGIN IMMEDIATE' : 'BEGIN');
      const outcomes = calls.map((call) => this.#call(call));
      this.#db.exec('COMMIT');
      return outcomes;
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      return sqliteFailure(error);
    }
  }

  #call(call: Call): Outcome {
    this.#db.exec('SAVEPOINT call');
    try {
      const results = call.map((statement) => this.#rows(statement));
      this.#db.exec('RELEASE call');
      return { ok: true, results };
    } catch (error) {
      // Some errors roll the whole transaction back: https://sqlite.org/lang_transaction.html, section 3.
      if (!this.#db.inTransaction) throw error;
      this.#db.exec('ROLLBACK TO call');
      this.#db.exec('RELEASE call');
      return { ok: false, failure: sqliteFailure(error) };
    }
  }

  #rows({ text, params }: Statement): Row[] {
    let prepared = this.#prepared.get(text);
    if (!prepared) {
      prepared = this.#db.prepare(text.replace(/\$(\d+)/g, '?$1'));
      this.#prepared.set(text, prepared);
    }
    // all() also for writes: get() leaves the statement open, which blocks the next savepoint.
    return (prepared.all([...params]) as Record<string, SqlValue | ArrayBuffer>[]).map(rowFromDriver);
  }
}

const writes = (call: Call) => call.some((statement) => statement.writes);

function rowFromDriver(raw: Record<string, SqlValue | ArrayBuffer>): Row {
  const row: Record<string, SqlValue> = {};
  for (const [column, value] of Object.entries(raw)) {
    row[column] = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  }
  return row;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new StoreError('unavailable', `The folder ${folder} cannot be made.`, { cause });
  }
}
