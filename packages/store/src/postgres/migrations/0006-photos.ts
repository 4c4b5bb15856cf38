import type { Migration } from '../../sql/migration.js';

export const photos: Migration = {
  version: 6,
  title: 'photographs',
  sql: `
    -- Each once in its room, by the SHA-256 of its bytes. Whoever brought it may have left.
    CREATE TABLE photos (
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
      hash text COLLATE "C" NOT NULL,
      size_bytes integer NOT NULL,
      width_px integer NOT NULL,
      height_px integer NOT NULL,
      uploaded_by text NOT NULL,
      at_ms double precision NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (room_id, hash)
    );
  `,
};
