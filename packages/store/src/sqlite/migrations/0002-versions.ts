import type { Migration } from '../../sql/migration.js';

export const versions: Migration = {
  version: 2,
  title: 'versions of designs',
  sql: `
    -- Authors are kept by name too, and without a reference: versions stay when people leave.
    CREATE TABLE versions (
      room_id TEXT NOT NULL REFERENCES rooms (id),
      id TEXT NOT NULL,
      design_id TEXT NOT NULL,
      at_ms REAL NOT NULL,
      by_id TEXT NOT NULL,
      by_name TEXT NOT NULL,
      deed TEXT NOT NULL CHECK (deed IN ('added', 'changed', 'removed', 'returned')),
      -- JSON: which fields, from what, to what.
      changes TEXT NOT NULL,
      -- JSON: every field of the design.
      state TEXT NOT NULL,
      -- Null for an automatic version; those thin out with time, named ones stay.
      name TEXT,
      named_by_id TEXT,
      named_by_name TEXT,
      named_at_ms REAL,
      PRIMARY KEY (room_id, id),
      CHECK ((name IS NULL) = (named_by_id IS NULL AND named_by_name IS NULL AND named_at_ms IS NULL))
    ) STRICT;
    CREATE INDEX versions_by_design ON versions (room_id, design_id, at_ms, id);
    CREATE INDEX versions_by_time ON versions (room_id, at_ms, id);
    CREATE INDEX versions_named ON versions (room_id, named_at_ms) WHERE name IS NOT NULL;
  `,
};
