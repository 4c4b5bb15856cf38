import type { Photo } from '@toile/protocol';
import type { PhotoBounds } from '../photo-store.js';
import { read, type Statement, write } from './statement.js';

const columns = `hash, size_bytes AS bytes, width_px AS "widthPx", height_px AS "heightPx",
  uploaded_by AS "by", at_ms AS "atMs"`;

/** Answers a row where the photograph was taken in. Call it with the room locked. */
export const insertPhoto = (
  roomId: string,
  photo: Photo,
  bytes: Uint8Array,
  { perRoom, bytesPerRoom }: PhotoBounds,
): Statement =>
  write(
    `INSERT INTO photos (room_id, hash, size_bytes, width_px, height_px, uploaded_by, at_ms, bytes)
     SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM rooms
     WHERE id = $1
       AND (SELECT count(*) FROM photos WHERE room_id = $1) < $9
       AND (SELECT coalesce(sum(size_bytes), 0) FROM photos WHERE room_id = $1) <= $10
     ON CONFLICT (room_id, hash) DO NOTHING
     RETURNING hash`,
    roomId,
    photo.hash,
    photo.bytes,
    photo.widthPx,
    photo.heightPx,
    photo.by,
    photo.atMs,
    bytes,
    perRoom,
    bytesPerRoom - photo.bytes,
  );

/** What stands against a photograph that was not taken in; no row where there is no such room. */
export const selectRoomForPhoto = (roomId: string, hash: string): Statement =>
  read(
    `SELECT (SELECT count(*) FROM photos WHERE room_id = $1) AS photos,
            (SELECT count(*) FROM photos WHERE room_id = $1 AND hash = $2) AS there
     FROM rooms WHERE id = $1`,
    roomId,
    hash,
  );

export const selectPhotos = (roomId: string): Statement =>
  read(`SELECT ${columns} FROM photos WHERE room_id = $1 ORDER BY at_ms, hash`, roomId);

export const selectPhoto = (roomId: string, hash: string): Statement =>
  read(`SELECT ${columns} FROM photos WHERE room_id = $1 AND hash = $2`, roomId, hash);

export const selectPhotoBytes = (roomId: string, hash: string): Statement =>
  read('SELECT bytes FROM photos WHERE room_id = $1 AND hash = $2', roomId, hash);

export const deletePhoto = (roomId: string, hash: string): Statement =>
  write('DELETE FROM photos WHERE room_id = $1 AND hash = $2 RETURNING hash', roomId, hash);
