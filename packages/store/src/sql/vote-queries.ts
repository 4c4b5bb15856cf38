import { read, type Statement, write } from './statement.js';

/** A second vote for the same design keeps the time of the first. */
export const insertVote = (roomId: string, designId: string, memberId: string, atMs: number): Statement =>
  write(
    `INSERT INTO votes (room_id, design_id, member_id, at_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    roomId,
    designId,
    memberId,
    atMs,
  );

export const deleteVote = (roomId: string, designId: string, memberId: string): Statement =>
  write(
    'DELETE FROM votes WHERE room_id = $1 AND design_id = $2 AND member_id = $3',
    roomId,
    designId,
    memberId,
  );

export const selectVotes = (roomId: string): Statement =>
  read(
    `SELECT design_id AS "designId", member_id AS "memberId" FROM votes
     WHERE room_id = $1 ORDER BY design_id, at_ms, member_id`,
    roomId,
  );
