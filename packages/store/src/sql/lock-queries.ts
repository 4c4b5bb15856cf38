import type { Lock } from '@toile/protocol';
import { read, type Statement, write } from './statement.js';

/** In the column `design_id`: the lock of the room itself. */
export const wholeRoom = '';

/** A second lock of the same thing keeps the first. */
export const insertLock = (roomId: string, designId: string, lock: Lock): Statement =>
  write(
    `INSERT INTO locks (room_id, design_id, locked_by, at_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    roomId,
    designId,
    lock.by,
    lock.atMs,
  );

export const deleteLock = (roomId: string, designId: string): Statement =>
  write('DELETE FROM locks WHERE room_id = $1 AND design_id = $2', roomId, designId);

export const selectLocks = (roomId: string): Statement =>
  read(
    `SELECT design_id AS "designId", locked_by AS "by", at_ms AS "atMs" FROM locks
     WHERE room_id = $1 ORDER BY design_id`,
    roomId,
  );
