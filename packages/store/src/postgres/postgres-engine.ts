import pg from 'pg';
import { type Row, type SqlDialect, type SqlEngine, type Statement, write } from '../sql/statement.js';
import { StoreError } from '../store.js';
import { postgresError, sqlState } from './postgres-error.js';
import { migratePostgres } from './postgres-migrate.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` with libpq's parameters, such as `?sslmode=require`. */
  readonly databaseUrl: string;
  /** Connections at most; calls beyond them wait. */
  readonly connections?: number;
  /** How long a call waits for a connection before it fails with `unavailable`. */
  readonly connectTimeoutMs?: number;
  /** How long one statement may take before the call fails with `unavailable`. */
  readonly queryTimeoutMs?: number;
}

/** Updating the room's row first holds its lock until the commit: numbers are given in order, and none is lost. */
const dialect: SqlDialect = {
  appendUpdate: (roomId, update) => [
    write(
      `WITH next AS (UPDATE rooms SET doc_seq = doc_seq + 1 WHERE id = $1 RETURNING id, doc_seq)
       INSERT INTO doc_updates (room_id, seq, bytes) SELECT id, doc_seq, $2 FROM next RETURNING seq`,
      roomId,
      update,
    ),
  ],
  lockRoom: (roomId) => [write('SELECT id FROM rooms WHERE id = $1 FOR NO KEY UPDATE', roomId)],
  jsonText: (column, key) => `(CAST(${column} AS json) ->> '${key}')`,
};

/** bigint as a number: counts and log numbers stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/**
 * Statements on a pool of connections. A call of one statement is its own transaction, one round trip.
 * While the server is away every call fails within the timeouts; the pool connects again by itself.
 */
export class PostgresEngine implements SqlEngine {
  readonly kind = 'postgres';
  readonly dialect = dialect;
  readonly #pool: pg.Pool;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | null = null;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Connects, migrates. Rejects with `StoreError`: `unavailable`, or `corrupt` where the schema is too new. */
  static async open({
    databaseUrl,
    connections = 10,
    connectTimeoutMs = 3_000,
    queryTimeoutMs = 5_000,
  }: PostgresOptions): Promise<PostgresEngine> {
    const config: pg.PoolConfig = {
      connectionString: databaseUrl,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'toile',
      keepAlive: true,
    };
    await migratePostgres(config);
    const pool = new pg.Pool({
      ...config,
      max: connections,
      types,
      query_timeout: queryTimeoutMs,
      onConnect: (client) => prepareSession(client, queryTimeoutMs),
    });
    // The pool has dropped the connection already when it says so, and the next call opens another.
    pool.on('error', nothingToDo);
    return new PostgresEngine(pool);
  }

  async run(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    if (this.#closing) throw new StoreError('closed', 'The store is closed.');
    const [only, ...others] = statements;
    const call = only && others.length === 0 ? this.#alone(only) : this.#transaction(statements);
    this.#underWay.add(call);
    try {
      return await call;
    } catch (error) {
      throw postgresError(error);
    } finally {
      this.#underWay.delete(call);
    }
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#underWay).then(() => this.#pool.end());
    return this.#closing;
  }

  async #alone(statement: Statement): Promise<Row[][]> {
    return [await rowsOf(this.#pool, statement)];
  }

  async #transaction(statements: readonly Statement[]): Promise<Row[][]> {
    const client = await this.#pool.connect();
    // A connection lost between two statements fails the next one; without a listener it would end the process.
    client.on('error', nothingToDo);
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const results: Row[][] = [];
      for (const statement of statements) results.push(await rowsOf(client, statement));
      await client.query('COMMIT');
      return results;
    } catch (error) {
      broken = await rollBack(client, error);
      throw error;
    } finally {
      client.off('error', nothingToDo);
      client.release(broken);
    }
  }
}

/** Answers why the connection cannot be used again, or undefined where it can. */
async function rollBack(client: pg.PoolClient, reason: unknown): Promise<Error | undefined> {
  // The server did not answer: closing the connection is what rolls back.
  if (sqlState(reason) === null) return asError(reason);
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return asError(error);
  }
}

async function rowsOf(client: pg.Pool | pg.PoolClient, { text, params }: Statement): Promise<Row[]> {
  const values = params.map((value) => (value instanceof Uint8Array ? asBuffer(value) : value));
  const { rows } = await client.query<Record<string, Row[string]>>(text, values);
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      if (value instanceof Uint8Array) row[column] = new Uint8Array(value);
    }
  }
  return rows;
}

/**
 * The server ends what this side gave up on, so that a stuck statement does not keep its locks; and a commit is on
 * disk when it is acknowledged, whatever the role's default.
 */
async function prepareSession(client: pg.ClientBase, queryTimeoutMs: number): Promise<void> {
  await client.query(
    `SELECT set_config('statement_timeout', $1, false),
            set_config('idle_in_transaction_session_timeout', $1, false),
            set_config('synchronous_commit',
              CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                ELSE current_setting('synchronous_commit') END, false)`,
    [String(queryTimeoutMs)],
  );
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason)));
const nothingToDo = () => undefined;
