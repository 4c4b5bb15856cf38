import { type Ballot, limits, type Results, type Round } from '@toile/protocol';
import { read, type Statement, write } from './statement.js';

const columns = `id, terms, opened_by AS "openedBy", opened_at_ms AS "openedAtMs", status,
  closes_at_ms AS "closesAtMs", extensions, ended_by AS "endedBy", ended_at_ms AS "endedAtMs",
  results, ballot_seq AS "ballotSeq"`;

/** A round that still takes ballots at $n. */
const taking = (n: number) => `status = 'open' AND (closes_at_ms IS NULL OR closes_at_ms > $${n})`;

/** Does nothing where the room has an open round; answers a row where it opened. A round under an id that is taken is a conflict. */
export const insertRound = (roomId: string, round: Round, closesAtMs: number | null): Statement => {
  const { id, openedBy, openedAtMs, state: _state, ...terms } = round;
  return write(
    `INSERT INTO rounds (room_id, id, terms, opened_by, opened_at_ms, closes_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (room_id) WHERE status = 'open' DO NOTHING
     RETURNING id`,
    roomId,
    id,
    JSON.stringify(terms),
    openedBy,
    openedAtMs,
    closesAtMs,
  );
};

/** A round that has ended elsewhere, as it ended. Throws TypeError for one that is open. */
export const insertEndedRound = (roomId: string, round: Round): Statement => {
  const { id, openedBy, openedAtMs, state, ...terms } = round;
  if (state.kind === 'open') throw new TypeError('round: expected one that has ended, got an open one');
  return write(
    `INSERT INTO rounds (room_id, id, terms, opened_by, opened_at_ms, status, ended_by, ended_at_ms, results)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    roomId,
    id,
    JSON.stringify(terms),
    openedBy,
    openedAtMs,
    state.kind,
    state.by,
    state.atMs,
    state.kind === 'revealed' ? JSON.stringify(state.results) : null,
  );
};

/** Rounds of a room beyond the newest that are kept. */
export const deleteOldRounds = (roomId: string): Statement =>
  write(
    `DELETE FROM rounds WHERE room_id = $1 AND status <> 'open' AND id NOT IN
       (SELECT id FROM rounds WHERE room_id = $1 ORDER BY opened_at_ms DESC, id LIMIT $2)`,
    roomId,
    limits.roundsPerRoom,
  );

export const selectCurrentRound = (roomId: string): Statement =>
  read(
    `SELECT ${columns} FROM rounds WHERE room_id = $1
     ORDER BY CASE status WHEN 'open' THEN 0 ELSE 1 END, opened_at_ms DESC, id LIMIT 1`,
    roomId,
  );

export const selectRound = (roomId: string, roundId: string): Statement =>
  read(`SELECT ${columns} FROM rounds WHERE room_id = $1 AND id = $2`, roomId, roundId);

export const selectRounds = (roomId: string): Statement =>
  read(`SELECT ${columns} FROM rounds WHERE room_id = $1 ORDER BY opened_at_ms DESC, id`, roomId);

export const selectRevealedRounds = (roomId: string): Statement =>
  read(
    `SELECT ${columns} FROM rounds WHERE room_id = $1 AND status = 'revealed'
     ORDER BY ended_at_ms DESC, id`,
    roomId,
  );

/** Ballots of the room's open round. */
export const selectOpenBallots = (roomId: string): Statement =>
  read(
    `SELECT ballots.round_id AS "roundId", ballots.member_id AS "memberId", ballots.ballot
     FROM ballots JOIN rounds ON rounds.room_id = ballots.room_id AND rounds.id = ballots.round_id
     WHERE ballots.room_id = $1 AND rounds.status = 'open'
     ORDER BY ballots.member_id`,
    roomId,
  );

/** Answers a row where the round takes ballots; its row stays locked until the transaction ends. */
export const touchUrn = (roomId: string, roundId: string, atMs: number): Statement =>
  write(
    `UPDATE rounds SET ballot_seq = ballot_seq + 1 WHERE room_id = $1 AND id = $2 AND ${taking(3)} RETURNING id`,
    roomId,
    roundId,
    atMs,
  );

export const upsertBallot = (
  roomId: string,
  roundId: string,
  memberId: string,
  ballot: Ballot,
  atMs: number,
): Statement =>
  write(
    `INSERT INTO ballots (room_id, round_id, member_id, ballot)
     SELECT room_id, id, $3, $4 FROM rounds WHERE room_id = $1 AND id = $2 AND ${taking(5)}
     ON CONFLICT (room_id, round_id, member_id) DO UPDATE SET ballot = excluded.ballot`,
    roomId,
    roundId,
    memberId,
    JSON.stringify(ballot),
    atMs,
  );

export const deleteBallot = (roomId: string, roundId: string, memberId: string, atMs: number): Statement =>
  write(
    `DELETE FROM ballots WHERE room_id = $1 AND round_id = $2 AND member_id = $3
       AND EXISTS (SELECT 1 FROM rounds WHERE room_id = $1 AND id = $2 AND ${taking(4)})`,
    roomId,
    roundId,
    memberId,
    atMs,
  );

export const updateExtension = (roomId: string, roundId: string, byMs: number, atMs: number): Statement =>
  write(
    `UPDATE rounds SET closes_at_ms = coalesce(closes_at_ms, $4) + $3, extensions = extensions + 1
     WHERE room_id = $1 AND id = $2 AND ${taking(4)} RETURNING id`,
    roomId,
    roundId,
    byMs,
    atMs,
  );

export const updateClosing = (roomId: string, roundId: string, memberId: string, atMs: number): Statement =>
  write(
    `UPDATE rounds SET closes_at_ms = $4, ended_by = $3
     WHERE room_id = $1 AND id = $2 AND ${taking(4)} RETURNING id`,
    roomId,
    roundId,
    memberId,
    atMs,
  );

export const updateRevealed = (
  roomId: string,
  roundId: string,
  counted: { readonly results: Results; readonly ballotSeq: number; readonly atMs: number },
): Statement =>
  write(
    `UPDATE rounds SET status = 'revealed', ended_at_ms = $4, results = $5
     WHERE room_id = $1 AND id = $2 AND status = 'open' AND ballot_seq = $3 AND closes_at_ms <= $4
     RETURNING id`,
    roomId,
    roundId,
    counted.ballotSeq,
    counted.atMs,
    JSON.stringify(counted.results),
  );

export const updateCancelled = (roomId: string, roundId: string, memberId: string, atMs: number): Statement =>
  write(
    `UPDATE rounds SET status = 'cancelled', ended_at_ms = $4, ended_by = $3
     WHERE room_id = $1 AND id = $2 AND status = 'open' RETURNING id`,
    roomId,
    roundId,
    memberId,
    atMs,
  );

/** The urn of a round that is over is emptied. */
export const deleteBallotsOfEnded = (roomId: string, roundId: string): Statement =>
  write(
    `DELETE FROM ballots WHERE room_id = $1 AND round_id = $2
       AND EXISTS (SELECT 1 FROM rounds WHERE room_id = $1 AND id = $2 AND status <> 'open')`,
    roomId,
    roundId,
  );

export const selectClosing = (beforeMs: number, limit: number): Statement =>
  read(
    `SELECT room_id AS "roomId", id AS "roundId", closes_at_ms AS "closesAtMs" FROM rounds
     WHERE status = 'open' AND closes_at_ms < $1 ORDER BY closes_at_ms, id LIMIT $2`,
    beforeMs,
    limit,
  );
