import type { Migration } from '../../sql/migration.js';

export const liveViews: Migration = {
  version: 4,
  title: 'live views',
  sql: `
    -- Revoked ones stay, so that an old link can be told from a made-up one. Whoever made one may have left.
    CREATE TABLE live_views (
      id TEXT PRIMARY KEY,
      room_id TEXT NOT NULL REFERENCES rooms (id),
      token_hash TEXT NOT NULL UNIQUE,
      created_at_ms REAL NOT NULL,
      created_by TEXT NOT NULL,
      -- JSON: whose pages may show it in a frame.
      embedding TEXT NOT NULL,
      revoked_at_ms REAL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX live_views_live ON live_views (room_id) WHERE revoked_at_ms IS NULL;
  `,
};
