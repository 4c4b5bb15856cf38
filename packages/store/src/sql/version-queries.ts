import type { Naming, PlaceInTime, Version } from '@toile/protocol';
import { read, type Statement, write } from './statement.js';
import { storableText } from './storable-text.js';

/** What `parseVersion` reads. */
export const versionColumns = `id, design_id AS "designId", at_ms AS "atMs", by_id AS "byId", by_name AS "byName",
  deed, changes, state, name, named_by_id AS "namedById", named_by_name AS "namedByName",
  named_at_ms AS "namedAtMs"`;

/** Later than every row. */
export const endOfTime: PlaceInTime = { atMs: Number.MAX_VALUE, id: '' };

/** Does nothing where the version is there already: an insert whose answer was lost may be tried again. */
export const insertVersion = (roomId: string, version: Version): Statement =>
  write(
    `INSERT INTO versions (room_id, id, design_id, at_ms, by_id, by_name, deed, changes, state,
                           name, named_by_id, named_by_name, named_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (room_id, id) DO NOTHING`,
    roomId,
    version.id,
    version.designId,
    version.atMs,
    version.by.id,
    storableText(version.by.name),
    version.deed,
    JSON.stringify(version.changes),
    version.state,
    ...namingValues(version.naming),
  );

export const selectRoomVersions = (roomId: string): Statement =>
  read(`SELECT ${versionColumns} FROM versions WHERE room_id = $1 ORDER BY at_ms, id`, roomId);

const namingValues = (naming: Naming | null) =>
  naming
    ? [storableText(naming.name), naming.by.id, storableText(naming.by.name), naming.atMs]
    : [null, null, null, null];

/**
 * Where a design has more than `most` automatic versions: take away those with the nearest neighbours in time. The
 * newer half and the very first are not touched, so what is old comes to lie evenly over the hours of work.
 */
export const thinVersions = (roomId: string, designId: string, most: number): Statement =>
  write(
    `WITH automatic AS (
       SELECT id, row_number() OVER newest AS place, count(*) OVER () AS total,
              lag(at_ms) OVER newest - lead(at_ms) OVER newest AS gap
       FROM versions WHERE room_id = $1 AND design_id = $2 AND name IS NULL
       WINDOW newest AS (ORDER BY at_ms DESC, id DESC))
     DELETE FROM versions WHERE room_id = $1 AND id IN (
       SELECT id FROM automatic WHERE place * 2 > $3 AND place < total
       ORDER BY gap, id
       LIMIT (SELECT CASE WHEN count(*) > $3 THEN count(*) - $3 ELSE 0 END FROM automatic))`,
    roomId,
    designId,
    most,
  );

/** Where a room has more than `most` automatic versions: take away the oldest. */
export const dropOldestVersions = (roomId: string, most: number): Statement =>
  write(
    `DELETE FROM versions WHERE room_id = $1 AND id IN (
       SELECT id FROM (
         SELECT id, row_number() OVER (ORDER BY at_ms DESC, id DESC) AS place
         FROM versions WHERE room_id = $1 AND name IS NULL
       ) AS automatic
       WHERE place > $2)`,
    roomId,
    most,
  );

export const selectVersions = (
  roomId: string,
  designId: string,
  before: PlaceInTime,
  limit: number,
): Statement =>
  read(
    `SELECT ${versionColumns} FROM versions
     WHERE room_id = $1 AND design_id = $2 AND (at_ms, id) < ($3, $4)
     ORDER BY at_ms DESC, id DESC LIMIT $5`,
    roomId,
    designId,
    before.atMs,
    before.id,
    limit,
  );

export const countVersions = (roomId: string, designId: string): Statement =>
  read('SELECT count(*) AS total FROM versions WHERE room_id = $1 AND design_id = $2', roomId, designId);

/** Answers the version, unless it would be one named version too many of its design. */
export const updateVersionName = (
  roomId: string,
  versionId: string,
  naming: Naming | null,
  most: number,
): Statement =>
  write(
    `UPDATE versions SET name = $3, named_by_id = $4, named_by_name = $5, named_at_ms = $6
     WHERE room_id = $1 AND id = $2 AND (
       CAST($3 AS text) IS NULL OR name IS NOT NULL
       OR (SELECT count(*) FROM versions AS named
           WHERE named.room_id = $1 AND named.design_id = versions.design_id AND named.name IS NOT NULL) < $7)
     RETURNING ${versionColumns}`,
    roomId,
    versionId,
    ...namingValues(naming),
    most,
  );

export const selectVersionId = (roomId: string, versionId: string): Statement =>
  read('SELECT id FROM versions WHERE room_id = $1 AND id = $2', roomId, versionId);
