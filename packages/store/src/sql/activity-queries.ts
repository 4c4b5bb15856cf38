import type { PlaceInTime } from '@toile/protocol';
import { read, type Statement } from './statement.js';
import { versionColumns } from './version-queries.js';

/** Entries of one kind before $2, $3, newest first: no more than the answer can need, found by the kind's own index. */
const newest = (kind: string, [id, at, version, by, byName, design]: readonly string[], from: string) =>
  `SELECT * FROM (
     SELECT ${kind} AS kind, ${id} AS "entryId", ${at} AS "entryAtMs", ${version} AS "versionId",
            ${by} AS "entryById", ${byName} AS "entryByName", ${design} AS "entryDesignId"
     FROM ${from} AND ${at} <= $2 AND (${at} < $2 OR ${id} < $3)
     ORDER BY "entryAtMs" DESC, "entryId" DESC LIMIT $4) AS of_one_kind`;

const kinds = [
  newest(
    "'version'",
    ["'version:' || id", 'at_ms', 'id', 'by_id', 'by_name', 'design_id'],
    'versions WHERE room_id = $1',
  ),
  newest(
    "'named'",
    ["'named:' || id", 'named_at_ms', 'id', 'named_by_id', 'named_by_name', 'design_id'],
    'versions WHERE room_id = $1 AND name IS NOT NULL',
  ),
  newest(
    "CASE WHEN joined_at_ms = rooms.created_at_ms THEN 'opened' ELSE 'joined' END",
    ["'joined:' || members.id", 'joined_at_ms', "''", 'members.id', 'members.name', "''"],
    'members JOIN rooms ON rooms.id = members.room_id WHERE members.room_id = $1',
  ),
  newest(
    "'voted'",
    [
      "'voted:' || votes.design_id || ':' || members.id",
      'votes.at_ms',
      "''",
      'members.id',
      'members.name',
      'votes.design_id',
    ],
    `votes JOIN members ON members.room_id = votes.room_id AND members.id = votes.member_id
     WHERE votes.room_id = $1`,
  ),
];

/** What happened before a moment, newest first, of all kinds, each with its version where it is of one. */
export const selectActivity = (roomId: string, before: PlaceInTime, limit: number): Statement =>
  read(
    `WITH entries AS (${kinds.join('\nUNION ALL\n')})
     SELECT entries.*, ${versionColumns}
     FROM entries LEFT JOIN versions ON versions.room_id = $1 AND versions.id = entries."versionId"
     ORDER BY "entryAtMs" DESC, "entryId" DESC LIMIT $4`,
    roomId,
    before.atMs,
    before.id,
    limit,
  );
