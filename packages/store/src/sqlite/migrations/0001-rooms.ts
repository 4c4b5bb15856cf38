import type { Migration } from '../../sql/migration.js';

/** Times are `REAL`: milliseconds since 1970 as JavaScript counts them. */
export const rooms: Migration = {
  version: 1,
  title: 'rooms, members, invites, document log, votes',
  sql: `
    -- What a member may do; the rank orders them. The same list as the protocol's.
    CREATE TABLE roles (
      role TEXT PRIMARY KEY,
      rank INTEGER NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;
    INSERT INTO roles (role, rank) VALUES ('viewer', 0), ('voter', 1), ('editor', 2), ('host', 3);

    CREATE TABLE rooms (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      pack_id TEXT NOT NULL,
      created_at_ms REAL NOT NULL,
      -- Number of the newest row of the document log; 0 before the first edit.
      doc_seq INTEGER NOT NULL DEFAULT 0 CHECK (doc_seq >= 0),
      -- What the room list shows, written by the server as the document changes.
      design_count INTEGER NOT NULL DEFAULT 0 CHECK (design_count >= 0),
      cover TEXT
    ) STRICT, WITHOUT ROWID;

    -- A session (one browser) is at most one member of a room.
    CREATE TABLE members (
      room_id TEXT NOT NULL REFERENCES rooms (id),
      id TEXT NOT NULL,
      session_hash TEXT NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL REFERENCES roles (role),
      colour TEXT NOT NULL,
      joined_at_ms REAL NOT NULL,
      visited_at_ms REAL NOT NULL,
      PRIMARY KEY (room_id, id),
      UNIQUE (room_id, session_hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX members_by_session ON members (session_hash, visited_at_ms);

    -- Revoked invites stay, so that an old link can be told from a made-up one. Whoever made one may have left.
    CREATE TABLE invites (
      room_id TEXT NOT NULL REFERENCES rooms (id),
      id TEXT NOT NULL,
      role TEXT NOT NULL REFERENCES roles (role),
      token_hash TEXT NOT NULL UNIQUE,
      created_at_ms REAL NOT NULL,
      created_by TEXT NOT NULL,
      revoked_at_ms REAL,
      PRIMARY KEY (room_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX invites_live ON invites (room_id, role) WHERE revoked_at_ms IS NULL;

    -- Document updates that no snapshot includes yet. Rows are large, so these two keep their rowid.
    CREATE TABLE doc_updates (
      room_id TEXT NOT NULL REFERENCES rooms (id),
      seq INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (room_id, seq)
    ) STRICT;

    -- The state of the document with every update up to seq in it.
    CREATE TABLE doc_snapshots (
      room_id TEXT NOT NULL PRIMARY KEY REFERENCES rooms (id),
      seq INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE votes (
      room_id TEXT NOT NULL,
      design_id TEXT NOT NULL,
      member_id TEXT NOT NULL,
      at_ms REAL NOT NULL,
      PRIMARY KEY (room_id, design_id, member_id),
      FOREIGN KEY (room_id, member_id) REFERENCES members (room_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX votes_by_member ON votes (room_id, member_id);

    -- One row that a health check overwrites.
    CREATE TABLE heartbeat (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      at_ms REAL NOT NULL
    ) STRICT;
  `,
};
