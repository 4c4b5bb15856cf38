import {
  type Ballot,
  ballotSchema,
  type Invite,
  type InviteRole,
  inviteRoleSchema,
  inviteSchema,
  type LiveView,
  type Lock,
  liveViewSchema,
  lockSchema,
  type Member,
  memberSchema,
  type Photo,
  photoSchema,
  type Role,
  type Room,
  type Round,
  roleSchema,
  roomSchema,
  roundSchema,
  type Version,
  versionSchema,
} from '@toile/protocol';
import { StoreError } from '../store.js';
import type { Row, SqlValue } from './statement.js';

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

function parse<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new StoreError('corrupt', `The database holds a ${what} that makes no sense.`, {
    cause: parsed.error,
  });
}

// Each throws StoreError('corrupt') where the row is not one; columns that the schema does not name are dropped.
export const parseRoom = (row: Row): Room => parse(roomSchema, row, 'room');
export const parseMember = (row: Row): Member => parse(memberSchema, row, 'member');
export const parseInvite = (row: Row): Invite => parse(inviteSchema, row, 'invite');
export const parseLiveView = (row: Row): LiveView =>
  parse(liveViewSchema, { ...row, embedding: parseJson(row.embedding) }, 'live view');
export const parsePhoto = (row: Row): Photo => parse(photoSchema, row, 'photo');
/** [design id, lock]. */
export const parseLock = (row: Row): [string, Lock] => [
  parseText(row.designId, 'design id'),
  parse(lockSchema, row, 'lock'),
];
export const parseVersion = (row: Row): Version =>
  parse(
    versionSchema,
    {
      ...row,
      by: { id: row.byId, name: row.byName },
      changes: parseJson(row.changes),
      naming:
        row.name === null
          ? null
          : { name: row.name, by: { id: row.namedById, name: row.namedByName }, atMs: row.namedAtMs },
    },
    'version',
  );
export const parseRole = (value: SqlValue | undefined): Role => parse(roleSchema, value, 'role');
export const parseInviteRole = (value: SqlValue | undefined): InviteRole =>
  parse(inviteRoleSchema, value, 'role');

export function parseWhole(value: SqlValue | undefined, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new StoreError('corrupt', `The database holds a ${what} that is not a whole number.`);
}

export function parseNumber(value: SqlValue | undefined, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new StoreError('corrupt', `The database holds a ${what} that is not a number.`);
}

export function parseText(value: SqlValue | undefined, what: string): string {
  if (typeof value === 'string') return value;
  throw new StoreError('corrupt', `The database holds a ${what} that is not text.`);
}

export function parseBytes(value: SqlValue | undefined, what: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new StoreError('corrupt', `The database holds a ${what} that is not bytes.`);
}

export const parseBallot = (value: SqlValue | undefined): Ballot =>
  parse(ballotSchema, parseJson(value), 'ballot');

export function parseRound(row: Row): Round {
  const { id, openedBy, openedAtMs, status, closesAtMs, extensions, endedBy, endedAtMs } = row;
  const terms = parseJson(row.terms);
  const states: Record<string, unknown> = {
    open: { kind: 'open', closesAtMs, extensions },
    cancelled: { kind: 'cancelled', atMs: endedAtMs, by: endedBy },
    revealed: {
      kind: 'revealed',
      atMs: endedAtMs,
      by: endedBy,
      results: parseJson(row.results),
    },
  };
  const state = states[String(status)];
  return parse(roundSchema, { ...(terms as object), id, openedBy, openedAtMs, state }, 'round');
}

/** Null where it is no JSON. */
function parseJson(value: SqlValue | undefined): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}
