import type { Migration } from '../../sql/migration.js';

/**
 * Times are `double precision`: milliseconds since 1970 as JavaScript counts them. Ids collate as "C", so that
 * they order as in SQLite and in JavaScript.
 */
export const rooms: Migration = {
  version: 1,
  title: 'rooms, members, invites, document log, votes',
  sql: `
    -- What a member may do; the rank orders them. The same list as the protocol's.
    CREATE TABLE roles (
      role text PRIMARY KEY,
      rank integer NOT NULL UNIQUE
    );
    INSERT INTO roles (role, rank) VALUES ('viewer', 0), ('voter', 1), ('editor', 2), ('host', 3);

    CREATE TABLE rooms (
      id text COLLATE "C" PRIMARY KEY,
      name text NOT NULL,
      pack_id text NOT NULL,
      created_at_ms double precision NOT NULL,
      -- Number of the newest row of the document log; 0 before the first edit. Its row lock orders the appends.
      doc_seq bigint NOT NULL DEFAULT 0 CHECK (doc_seq >= 0),
      -- What the room list shows, written by the server as the document changes.
      design_count integer NOT NULL DEFAULT 0 CHECK (design_count >= 0),
      cover text
    );
    -- Every append updates a row here: room to do so on the same page, and no long wait for the vacuum.
    ALTER TABLE rooms SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

    -- A session (one browser) is at most one member of a room.
    CREATE TABLE members (
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id),
      id text COLLATE "C" NOT NULL,
      session_hash text NOT NULL,
      name text NOT NULL,
      role text NOT NULL REFERENCES roles (role),
      colour text NOT NULL,
      joined_at_ms double precision NOT NULL,
      visited_at_ms double precision NOT NULL,
      PRIMARY KEY (room_id, id),
      UNIQUE (room_id, session_hash)
    );
    CREATE INDEX members_by_session ON members (session_hash, visited_at_ms);

    -- Revoked invites stay, so that an old link can be told from a made-up one. Whoever made one may have left.
    CREATE TABLE invites (
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id),
      id text COLLATE "C" NOT NULL,
      role text NOT NULL REFERENCES roles (role),
      token_hash text NOT NULL UNIQUE,
      created_at_ms double precision NOT NULL,
      created_by text NOT NULL,
      revoked_at_ms double precision,
      PRIMARY KEY (room_id, id)
    );
    CREATE UNIQUE INDEX invites_live ON invites (room_id, role) WHERE revoked_at_ms IS NULL;

    -- Document updates that no snapshot includes yet. Yjs updates are dense already: do not try to compress them.
    CREATE TABLE doc_updates (
      room_id text COLLATE "C" NOT NULL REFERENCES rooms (id),
      seq bigint NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (room_id, seq)
    );
    ALTER TABLE doc_updates ALTER COLUMN bytes SET STORAGE EXTERNAL;

    -- The state of the document with every update up to seq in it.
    CREATE TABLE doc_snapshots (
      room_id text COLLATE "C" PRIMARY KEY REFERENCES rooms (id),
      seq bigint NOT NULL,
      bytes bytea NOT NULL
    );

    CREATE TABLE votes (
      room_id text COLLATE "C" NOT NULL,
      design_id text COLLATE "C" NOT NULL,
      member_id text COLLATE "C" NOT NULL,
      at_ms double precision NOT NULL,
      PRIMARY KEY (room_id, design_id, member_id),
      FOREIGN KEY (room_id, member_id) REFERENCES members (room_id, id) ON DELETE CASCADE
    );
    CREATE INDEX votes_by_member ON votes (room_id, member_id);

    -- One row that a health check overwrites.
    CREATE TABLE heartbeat (
      id integer PRIMARY KEY CHECK (id = 1),
      at_ms double precision NOT NULL
    );
  `,
};
