/** What a column or a parameter holds. Whole numbers are exact up to 2^53; bytes are `BLOB` or `bytea`. */
export type SqlValue = string | number | null | Uint8Array;

/** One result row, by column alias. */
export type Row = Readonly<Record<string, SqlValue>>;

/** One parameterised statement, in the SQL that SQLite and Postgres share; parameters are `$1`, `$2`… */
export interface Statement {
  readonly text: string;
  readonly params: readonly SqlValue[];
  readonly writes: boolean;
}

export const read = (text: string, ...params: SqlValue[]): Statement => ({ text, params, writes: false });
export const write = (text: string, ...params: SqlValue[]): Statement => ({ text, params, writes: true });

/** A database that runs statements; one for SQLite, one for Postgres. */
export interface SqlEngine {
  readonly kind: 'sqlite' | 'postgres';
  readonly dialect: SqlDialect;
  /**
   * Run statements in order as one atomic call; answers each statement's rows.
   * Resolves after the commit is on disk. Rejects with `StoreError`, and then none of them has an effect, except
   * that a lost connection may hide a commit that did happen.
   */
  run(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>;
  /** Finish the calls under way, then let go of the database. Later calls reject with `closed`. */
  close(): Promise<void>;
}

/** The places where the databases need different words. */
export interface SqlDialect {
  /** Take the room's next number and insert the row under it. The last statement answers `seq`, or no row where there is no such room. */
  appendUpdate(roomId: string, update: Uint8Array): readonly Statement[];
  /** Make other calls that lock this room wait until this one has committed. */
  lockRoom(roomId: string): readonly Statement[];
  /** The text under `key` of the JSON that `column` holds; NULL where there is none. */
  jsonText(column: string, key: string): string;
}
