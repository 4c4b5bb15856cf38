import type { Migration } from '../../sql/migration.js';

export const rounds: Migration = {
  version: 3,
  title: 'voting rounds and ballots',
  sql: `
    CREATE TABLE rounds (
      room_id TEXT NOT NULL REFERENCES rooms (id),
      id TEXT NOT NULL,
      -- JSON of what it asks, by which rules, on which frozen recipes. Never changes.
      terms TEXT NOT NULL,
      -- Whoever opened or ended one may have left.
      opened_by TEXT NOT NULL,
      opened_at_ms REAL NOT NULL,
      status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'revealed', 'cancelled')),
      closes_at_ms REAL,
      extensions INTEGER NOT NULL DEFAULT 0,
      -- How often a ballot was cast, changed or taken back: a count of the ballots holds for one number only.
      ballot_seq INTEGER NOT NULL DEFAULT 0,
      ended_by TEXT,
      ended_at_ms REAL,
      -- JSON, once revealed. The ballots are deleted with it.
      results TEXT,
      PRIMARY KEY (room_id, id),
      CHECK ((status = 'open') = (ended_at_ms IS NULL)),
      CHECK ((status = 'revealed') = (results IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX rounds_open ON rounds (room_id) WHERE status = 'open';
    CREATE INDEX rounds_closing ON rounds (closes_at_ms) WHERE status = 'open';

    -- Secret while the round is open, gone when it ends; no time is kept that could tell whose is whose.
    CREATE TABLE ballots (
      room_id TEXT NOT NULL,
      round_id TEXT NOT NULL,
      member_id TEXT NOT NULL,
      ballot TEXT NOT NULL,
      PRIMARY KEY (room_id, round_id, member_id),
      FOREIGN KEY (room_id, round_id) REFERENCES rounds (room_id, id) ON DELETE CASCADE,
      FOREIGN KEY (room_id, member_id) REFERENCES members (room_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ballots_by_member ON ballots (room_id, member_id);
  `,
};
