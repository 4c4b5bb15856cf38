import type { Migration } from '../../sql/migration.js';

export const locks: Migration = {
  version: 5,
  title: 'locks of rooms and designs',
  sql: `
    -- What only hosts may change. The design is empty for the lock of the whole room. Whoever locked may have left.
    CREATE TABLE locks (
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id),
      design_id text COLLATE "C" NOT NULL,
      locked_by text NOT NULL,
      at_ms double precision NOT NULL,
      PRIMARY KEY (room_id, design_id)
    );
  `,
};
