import { read, type Statement, write } from './statement.js';

/**
 * The log's head, its snapshot and its rows in one statement, so that they are of one moment even while others
 * append and compact. Compaction removes the rows it includes, so none here is older than the snapshot.
 */
export const selectDocLog = (roomId: string, afterSeq: number): Statement =>
  read(
    `SELECT 'head' AS kind, doc_seq AS seq, NULL AS bytes FROM rooms WHERE id = $1
     UNION ALL
     SELECT 'snapshot', seq, bytes FROM doc_snapshots WHERE room_id = $1 AND seq > $2
     UNION ALL
     SELECT 'update', seq, bytes FROM doc_updates WHERE room_id = $1 AND seq > $2
     ORDER BY kind, seq`,
    roomId,
    afterSeq,
  );

/** Answers a row where the snapshot was taken in: the room has rows up to `seq`, and no later snapshot. */
export const upsertSnapshot = (roomId: string, seq: number, update: Uint8Array): Statement =>
  write(
    `INSERT INTO doc_snapshots (room_id, seq, bytes)
     SELECT id, $2, $3 FROM rooms WHERE id = $1 AND doc_seq >= $2
     ON CONFLICT (room_id) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes
       WHERE doc_snapshots.seq <= excluded.seq
     RETURNING seq`,
    roomId,
    seq,
    update,
  );

export const deleteCompactedUpdates = (roomId: string): Statement =>
  write(
    `DELETE FROM doc_updates
     WHERE room_id = $1 AND seq <= (SELECT seq FROM doc_snapshots WHERE room_id = $1)`,
    roomId,
  );

export const selectDocSeq = (roomId: string): Statement =>
  read('SELECT doc_seq AS seq FROM rooms WHERE id = $1', roomId);
