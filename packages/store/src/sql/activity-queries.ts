import type { PlaceInTime } from '@toile/protocol';
import { read, type SqlDialect, type Statement } from './statement.js';
import { versionColumns } from './version-queries.js';

interface Kind {
  /** SQL of the kind's name. */
  readonly kind: string;
  /** Unique over all kinds, and sortable within one. */
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  /** Ends with a condition on the room. */
  readonly from: string;
  readonly versionId?: string;
  readonly designId?: string;
  readonly question?: string;
}

const kindsIn = ({ jsonText }: SqlDialect): readonly Kind[] => [
  {
    kind: "'version'",
    id: "'version:' || id",
    at: 'at_ms',
    by: 'by_id',
    byName: 'by_name',
    versionId: 'id',
    from: 'versions WHERE room_id = $1',
  },
  {
    kind: "'named'",
    id: "'named:' || id",
    at: 'named_at_ms',
    by: 'named_by_id',
    byName: 'named_by_name',
    versionId: 'id',
    from: 'versions WHERE room_id = $1 AND name IS NOT NULL',
  },
  {
    kind: "CASE WHEN joined_at_ms = rooms.created_at_ms THEN 'opened' ELSE 'joined' END",
    id: "'joined:' || members.id",
    at: 'joined_at_ms',
    by: 'members.id',
    byName: 'members.name',
    from: 'members JOIN rooms ON rooms.id = members.room_id WHERE members.room_id = $1',
  },
  {
    kind: "'voted'",
    id: "'voted:' || votes.design_id || ':' || members.id",
    at: 'votes.at_ms',
    by: 'members.id',
    byName: 'members.name',
    designId: 'votes.design_id',
    from: `votes JOIN members ON members.room_id = votes.room_id AND members.id = votes.member_id
           WHERE votes.room_id = $1`,
  },
  {
    kind: "'asked'",
    id: "'asked:' || rounds.id",
    at: 'opened_at_ms',
    by: 'rounds.opened_by',
    byName: "coalesce(members.name, 'Someone')",
    question: jsonText('terms', 'question'),
    from: `rounds LEFT JOIN members ON members.room_id = rounds.room_id AND members.id = rounds.opened_by
           WHERE rounds.room_id = $1`,
  },
  {
    kind: 'rounds.status',
    id: "'decided:' || rounds.id",
    at: 'ended_at_ms',
    by: 'coalesce(rounds.ended_by, rounds.opened_by)',
    byName: "coalesce(members.name, 'Someone')",
    question: jsonText('terms', 'question'),
    designId: `coalesce(${jsonText('results', 'winner')}, '')`,
    from: `rounds LEFT JOIN members ON members.room_id = rounds.room_id
             AND members.id = coalesce(rounds.ended_by, rounds.opened_by)
           WHERE rounds.room_id = $1 AND rounds.status <> 'open'`,
  },
];

/** Entries of one kind before $2, $3, newest first: no more than the answer can need. */
const newest = ({ kind, id, at, by, byName, from, ...of }: Kind): string =>
  `SELECT * FROM (
     SELECT ${kind} AS kind, ${id} AS "entryId", ${at} AS "entryAtMs", ${by} AS "entryById",
            ${byName} AS "entryByName", ${of.versionId ?? "''"} AS "versionId",
            ${of.designId ?? "''"} AS "entryDesignId", ${of.question ?? "''"} AS question
     FROM ${from} AND ${at} <= $2 AND (${at} < $2 OR ${id} < $3)
     ORDER BY "entryAtMs" DESC, "entryId" DESC LIMIT $4) AS of_one_kind`;

/** What happened before a moment, newest first, of all kinds, each with its version where it is of one. */
export const selectActivity = (
  dialect: SqlDialect,
  roomId: string,
  before: PlaceInTime,
  limit: number,
): Statement =>
  read(
    `WITH entries AS (${kindsIn(dialect).map(newest).join('\nUNION ALL\n')})
     SELECT entries.*, ${versionColumns}
     FROM entries LEFT JOIN versions ON versions.room_id = $1 AND versions.id = entries."versionId"
     ORDER BY "entryAtMs" DESC, "entryId" DESC LIMIT $4`,
    roomId,
    before.atMs,
    before.id,
    limit,
  );
