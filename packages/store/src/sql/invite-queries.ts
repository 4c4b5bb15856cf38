import type { Invite, InviteRole } from '@toile/protocol';
import { read, type Statement, write } from './statement.js';

export const revokeInvitesOfRole = (roomId: string, role: InviteRole, atMs: number): Statement =>
  write(
    'UPDATE invites SET revoked_at_ms = $3 WHERE room_id = $1 AND role = $2 AND revoked_at_ms IS NULL',
    roomId,
    role,
    atMs,
  );

export const insertInvite = (roomId: string, invite: Invite, tokenHash: string): Statement =>
  write(
    `INSERT INTO invites (room_id, id, role, token_hash, created_at_ms, created_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    roomId,
    invite.id,
    invite.role,
    tokenHash,
    invite.createdAtMs,
    invite.createdBy,
  );

/** The live ones, from the least role to the most. */
export const selectInvites = (roomId: string): Statement =>
  read(
    `SELECT invites.id, invites.role, created_at_ms AS "createdAtMs", created_by AS "createdBy"
     FROM invites JOIN roles ON roles.role = invites.role
     WHERE room_id = $1 AND revoked_at_ms IS NULL
     ORDER BY roles.rank`,
    roomId,
  );

/** Answers a row where the invite was live until now. */
export const revokeInvite = (roomId: string, inviteId: string, atMs: number): Statement =>
  write(
    `UPDATE invites SET revoked_at_ms = $3
     WHERE room_id = $1 AND id = $2 AND revoked_at_ms IS NULL
     RETURNING id`,
    roomId,
    inviteId,
    atMs,
  );

export const selectInviteByToken = (tokenHash: string): Statement =>
  read(
    `SELECT room_id AS "roomId", role, revoked_at_ms AS "revokedAtMs" FROM invites WHERE token_hash = $1`,
    tokenHash,
  );
