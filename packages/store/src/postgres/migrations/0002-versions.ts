import type { Migration } from '../../sql/migration.js';

export const versions: Migration = {
  version: 2,
  title: 'versions of designs',
  sql: `
    -- Authors are kept by name too, and without a reference: versions stay when people leave.
    CREATE TABLE versions (
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id),
      id text COLLATE "C" NOT NULL,
      design_id text COLLATE "C" NOT NULL,
      at_ms double precision NOT NULL,
      by_id text COLLATE "C" NOT NULL,
      by_name text NOT NULL,
      deed text NOT NULL CHECK (deed IN ('added', 'changed', 'removed', 'returned')),
      -- JSON: which fields, from what, to what. Text, because it is given back as it was written.
      changes text NOT NULL,
      -- JSON: every field of the design.
      state text NOT NULL,
      -- Null for an automatic version; those thin out with time, named ones stay.
      name text,
      named_by_id text COLLATE "C",
      named_by_name text,
      named_at_ms double precision,
      PRIMARY KEY (room_id, id),
      CHECK ((name IS NULL) = (named_by_id IS NULL AND named_by_name IS NULL AND named_at_ms IS NULL))
    );
    CREATE INDEX versions_by_design ON versions (room_id, design_id, at_ms, id);
    CREATE INDEX versions_by_time ON versions (room_id, at_ms, id);
    CREATE INDEX versions_named ON versions (room_id, named_at_ms) WHERE name IS NOT NULL;
  `,
};
