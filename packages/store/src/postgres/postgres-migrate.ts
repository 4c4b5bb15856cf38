import pg from 'pg';
import { type Migration, pendingMigrations } from '../sql/migration.js';
import { rooms } from './migrations/0001-rooms.js';
import { versions } from './migrations/0002-versions.js';
import { rounds } from './migrations/0003-rounds.js';
import { liveViews } from './migrations/0004-live-views.js';
import { locks } from './migrations/0005-locks.js';
import { photos } from './migrations/0006-photos.js';
import { postgresError } from './postgres-error.js';

export const postgresMigrations: readonly Migration[] = [rooms, versions, rounds, liveViews, locks, photos];

/** Any number that other users of the same database server are unlikely to lock: "toile" in ASCII. */
const migrationLock = 0x74_6f_69_6c_65;

/** Long enough for another instance's migration to end. */
const lockTimeoutMs = 120_000;

/**
 * Bring the schema up to date in one transaction. Instances that start together take turns by an advisory lock.
 * Rejects with `StoreError`: `corrupt` where the database is newer than this code, `unavailable` where it is away.
 */
export async function migratePostgres(
  config: pg.ClientConfig,
  migrations = postgresMigrations,
): Promise<void> {
  const client = new pg.Client({ ...config, query_timeout: lockTimeoutMs });
  // A lost connection fails the query under way; without a listener it would end the process too.
  let lost: unknown;
  client.on('error', (error) => {
    lost = error;
  });
  try {
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    // Asked first, because a user who may not create tables may still use those that exist.
    const { rows: found } = await client.query("SELECT to_regclass('schema_version') AS name");
    if (found[0].name === null) {
      await client.query(`
        CREATE TABLE schema_version (
          version integer PRIMARY KEY,
          title text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now()
        )`);
    }
    const { rows: newest } = await client.query(
      'SELECT coalesce(max(version), 0) AS version FROM schema_version',
    );
    for (const { version, title, sql } of pendingMigrations(migrations, newest[0].version)) {
      await client.query(sql);
      await client.query('INSERT INTO schema_version (version, title) VALUES ($1, $2)', [version, title]);
    }
    await client.query('COMMIT');
  } catch (error) {
    throw postgresError(lost ?? error);
  } finally {
    // Ending the connection rolls back whatever was not committed.
    await client.end();
  }
}
