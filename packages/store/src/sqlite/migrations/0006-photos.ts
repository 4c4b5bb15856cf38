import type { Migration } from '../../sql/migration.js';

export const photos: Migration = {
  version: 6,
  title: 'photographs',
  sql: `
    -- Each once in its room, by the SHA-256 of its bytes. Whoever brought it may have left.
    CREATE TABLE photos (
      room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      width_px INTEGER NOT NULL,
      height_px INTEGER NOT NULL,
      uploaded_by TEXT NOT NULL,
      at_ms REAL NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (room_id, hash)
    ) STRICT;
  `,
};
