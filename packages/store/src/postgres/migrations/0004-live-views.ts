import type { Migration } from '../../sql/migration.js';

export const liveViews: Migration = {
  version: 4,
  title: 'live views',
  sql: `
    -- Revoked ones stay, so that an old link can be told from a made-up one. Whoever made one may have left.
    CREATE TABLE live_views (
      id text COLLATE "C" PRIMARY KEY,
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id),
      token_hash text COLLATE "C" NOT NULL UNIQUE,
      created_at_ms double precision NOT NULL,
      created_by text NOT NULL,
      -- JSON: whose pages may show it in a frame.
      embedding text NOT NULL,
      revoked_at_ms double precision
    );
    CREATE UNIQUE INDEX live_views_live ON live_views (room_id) WHERE revoked_at_ms IS NULL;
  `,
};
