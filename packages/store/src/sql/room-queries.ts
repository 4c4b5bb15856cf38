import type { Member, Role, Room } from '@toile/protocol';
import { read, type Statement, write } from './statement.js';
import { storableText } from './storable-text.js';

const roomColumns = 'id, name, pack_id AS "packId", created_at_ms AS "createdAtMs"';
const memberColumns = 'id, name, role, colour, joined_at_ms AS "joinedAtMs"';

export const insertRoom = (room: Room): Statement =>
  write(
    'INSERT INTO rooms (id, name, pack_id, created_at_ms) VALUES ($1, $2, $3, $4)',
    room.id,
    storableText(room.name),
    room.packId,
    room.createdAtMs,
  );

export const selectRoom = (roomId: string): Statement =>
  read(`SELECT ${roomColumns} FROM rooms WHERE id = $1`, roomId);

export const updateRoomName = (roomId: string, name: string): Statement =>
  write(`UPDATE rooms SET name = $2 WHERE id = $1 RETURNING ${roomColumns}`, roomId, storableText(name));

export const updateRoomDescription = (roomId: string, designCount: number, cover: string | null): Statement =>
  write(
    'UPDATE rooms SET design_count = $2, cover = $3 WHERE id = $1',
    roomId,
    designCount,
    cover === null ? null : storableText(cover),
  );

const memberInsert = `
  INSERT INTO members (room_id, id, session_hash, name, role, colour, joined_at_ms, visited_at_ms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`;

const memberValues = (roomId: string, member: Member, sessionHash: string) =>
  [
    roomId,
    member.id,
    sessionHash,
    storableText(member.name),
    member.role,
    member.colour,
    member.joinedAtMs,
  ] as const;

export const insertMember = (roomId: string, member: Member, sessionHash: string): Statement =>
  write(memberInsert, ...memberValues(roomId, member, sessionHash));

/** Does nothing where the session, or another session with this member id, is in the room. */
export const insertMemberIfNew = (roomId: string, member: Member, sessionHash: string): Statement =>
  write(`${memberInsert} ON CONFLICT DO NOTHING`, ...memberValues(roomId, member, sessionHash));

/** Answers the session's member, with the higher of the role it had and `role`. */
export const raiseRole = (roomId: string, sessionHash: string, role: Role): Statement =>
  write(
    `UPDATE members SET role =
       CASE WHEN (SELECT rank FROM roles WHERE roles.role = $3)
               > (SELECT rank FROM roles WHERE roles.role = members.role)
            THEN $3 ELSE role END
     WHERE room_id = $1 AND session_hash = $2
     RETURNING ${memberColumns}`,
    roomId,
    sessionHash,
    role,
  );

export const selectMembers = (roomId: string): Statement =>
  read(`SELECT ${memberColumns} FROM members WHERE room_id = $1 ORDER BY joined_at_ms, id`, roomId);

export const selectMemberBySession = (roomId: string, sessionHash: string): Statement =>
  read(`SELECT ${memberColumns} FROM members WHERE room_id = $1 AND session_hash = $2`, roomId, sessionHash);

export const updateRole = (roomId: string, memberId: string, role: Role): Statement =>
  write(
    `UPDATE members SET role = $3 WHERE room_id = $1 AND id = $2 RETURNING ${memberColumns}`,
    roomId,
    memberId,
    role,
  );

/** Answers rows where `fromId` was host and both are members. Call it with the room locked. */
export const swapHost = (roomId: string, fromId: string, toId: string): Statement =>
  write(
    `UPDATE members SET role = CASE WHEN id = $3 THEN 'host' ELSE 'editor' END
     WHERE room_id = $1 AND id IN ($2, $3)
       AND (SELECT count(*) FROM members AS needed
            WHERE needed.room_id = $1
              AND (needed.id = $3 OR (needed.id = $2 AND needed.role = 'host'))) = 2
     RETURNING id`,
    roomId,
    fromId,
    toId,
  );

/** Their votes go by the foreign key. Answers a row where there was such a member. */
export const deleteMember = (roomId: string, memberId: string): Statement =>
  write('DELETE FROM members WHERE room_id = $1 AND id = $2 RETURNING id', roomId, memberId);

/** Late news of an earlier visit does not move the time back. */
export const updateVisit = (roomId: string, memberId: string, atMs: number): Statement =>
  write(
    'UPDATE members SET visited_at_ms = $3 WHERE room_id = $1 AND id = $2 AND visited_at_ms < $3',
    roomId,
    memberId,
    atMs,
  );

export const selectVisits = (sessionHash: string, limit: number): Statement =>
  read(
    `SELECT rooms.id, rooms.name, rooms.pack_id AS "packId", rooms.created_at_ms AS "createdAtMs",
            rooms.design_count AS "designCount", rooms.cover, mine.role, mine.visited_at_ms AS "visitedAtMs",
            (SELECT count(*) FROM members WHERE members.room_id = rooms.id) AS "memberCount"
     FROM members AS mine JOIN rooms ON rooms.id = mine.room_id
     WHERE mine.session_hash = $1
     ORDER BY mine.visited_at_ms DESC, rooms.id
     LIMIT $2`,
    sessionHash,
    limit,
  );
