import type { PlaceInTime } from '@toile/protocol';
import { read, type Statement } from './statement.js';
import { versionColumns } from './version-queries.js';

/**
 * What happened before a moment, newest first, of each kind: versions, namings, joinings, votes. `entryId` and
 * `entryAtMs` order the entries over all kinds.
 */
export const selectActivity = (roomId: string, before: PlaceInTime, limit: number): Statement[] =>
  [
    `SELECT 'version:' || id AS "entryId", at_ms AS "entryAtMs", ${versionColumns}
     FROM versions WHERE room_id = $1 AND at_ms <= $2 AND (at_ms < $2 OR 'version:' || id < $3)
     ORDER BY at_ms DESC, id DESC LIMIT $4`,
    `SELECT 'named:' || id AS "entryId", named_at_ms AS "entryAtMs", ${versionColumns}
     FROM versions
     WHERE room_id = $1 AND name IS NOT NULL
       AND named_at_ms <= $2 AND (named_at_ms < $2 OR 'named:' || id < $3)
     ORDER BY named_at_ms DESC, id DESC LIMIT $4`,
    `SELECT 'joined:' || members.id AS "entryId", joined_at_ms AS "entryAtMs",
            members.id AS "byId", members.name AS "byName",
            CASE WHEN joined_at_ms = rooms.created_at_ms THEN 1 ELSE 0 END AS opened
     FROM members JOIN rooms ON rooms.id = members.room_id
     WHERE room_id = $1 AND joined_at_ms <= $2 AND (joined_at_ms < $2 OR 'joined:' || members.id < $3)
     ORDER BY joined_at_ms DESC, members.id DESC LIMIT $4`,
    `SELECT 'voted:' || design_id || ':' || member_id AS "entryId", at_ms AS "entryAtMs",
            member_id AS "byId", members.name AS "byName", design_id AS "designId"
     FROM votes JOIN members ON members.room_id = votes.room_id AND members.id = votes.member_id
     WHERE votes.room_id = $1 AND at_ms <= $2 AND (at_ms < $2 OR 'voted:' || design_id || ':' || member_id < $3)
     ORDER BY at_ms DESC, design_id DESC, member_id DESC LIMIT $4`,
  ].map((text) => read(text, roomId, before.atMs, before.id, limit));
