import type Database from 'libsql';
import { type Migration, pendingMigrations } from '../sql/migration.js';
import { rooms } from './migrations/0001-rooms.js';
import { versions } from './migrations/0002-versions.js';
import { rounds } from './migrations/0003-rounds.js';
import { liveViews } from './migrations/0004-live-views.js';
import { locks } from './migrations/0005-locks.js';
import { photos } from './migrations/0006-photos.js';

export const sqliteMigrations: readonly Migration[] = [rooms, versions, rounds, liveViews, locks, photos];

/**
 * Bring the schema up to date in one transaction that other processes wait for.
 * Throws `StoreError('corrupt')` where the file is newer than this code.
 */
export function migrateSqlite(db: Database.Database, migrations = sqliteMigrations): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(`
      CREATE TABLE IF NOT EXISTS schema_version (
        version INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        applied_at_ms REAL NOT NULL
      ) STRICT`);
    const [newest] = db.prepare('SELECT coalesce(max(version), 0) AS version FROM schema_version').all() as [
      { version: number },
    ];
    for (const { version, title, sql } of pendingMigrations(migrations, newest.version)) {
      db.exec(sql);
      db.prepare('INSERT INTO schema_version (version, title, applied_at_ms) VALUES (?, ?, ?)').run([
        version,
        title,
        Date.now(),
      ]);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
