import type { Embedding, LiveView } from '@toile/protocol';
import { read, type Statement, write } from './statement.js';

const columns = `room_id AS "roomId", id, created_at_ms AS "createdAtMs", created_by AS "createdBy", embedding,
  revoked_at_ms AS "revokedAtMs"`;

export const revokeLiveView = (roomId: string, atMs: number): Statement =>
  write(
    `UPDATE live_views SET revoked_at_ms = $2 WHERE room_id = $1 AND revoked_at_ms IS NULL RETURNING id`,
    roomId,
    atMs,
  );

export const insertLiveView = (roomId: string, view: LiveView, tokenHash: string): Statement =>
  write(
    `INSERT INTO live_views (room_id, id, token_hash, created_at_ms, created_by, embedding)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    roomId,
    view.id,
    tokenHash,
    view.createdAtMs,
    view.createdBy,
    JSON.stringify(view.embedding),
  );

export const updateEmbedding = (roomId: string, embedding: Embedding): Statement =>
  write(
    `UPDATE live_views SET embedding = $2 WHERE room_id = $1 AND revoked_at_ms IS NULL RETURNING ${columns}`,
    roomId,
    JSON.stringify(embedding),
  );

export const selectLiveView = (roomId: string): Statement =>
  read(`SELECT ${columns} FROM live_views WHERE room_id = $1 AND revoked_at_ms IS NULL`, roomId);

export const selectLiveViewByToken = (tokenHash: string): Statement =>
  read(`SELECT ${columns} FROM live_views WHERE token_hash = $1`, tokenHash);

export const selectLiveViewById = (viewId: string): Statement =>
  read(`SELECT ${columns} FROM live_views WHERE id = $1`, viewId);
