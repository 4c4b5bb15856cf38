import { StoreError } from '../store.js';

const unavailable = new Set([
  '08', // connection exception
  '25', // invalid transaction state: a read-only server
  '28', // invalid authorization
  '3D', // the database does not exist
  '40', // transaction rollback: deadlock, serialization
  '53', // insufficient resources: disk full, too many connections
  '55', // object not in prerequisite state: a lock that did not come
  '57', // operator intervention: shutting down, starting up, statement timeout
  '58', // system error: I/O
]);
const conflict = new Set([
  '21', // cardinality violation
  '22', // data exception: a value that the column cannot hold
  '23', // integrity constraint violation
]);

/**
 * What a failure of Postgres means to a caller, by the class of its SQLSTATE (the first two characters):
 * https://www.postgresql.org/docs/current/errcodes-appendix.html. A failure without one came from the connection.
 */
export function postgresError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = `Postgres: ${messageOf(cause)}`;
  const state = sqlState(cause);
  if (state === null) return new StoreError('unavailable', message, { cause });
  const stateClass = state.slice(0, 2);
  const code = unavailable.has(stateClass)
    ? 'unavailable'
    : conflict.has(stateClass)
      ? 'conflict'
      : 'corrupt';
  return new StoreError(code, `${message} (${state})`, { cause });
}

/** The SQLSTATE of an error that the server sent; null for one of the connection, such as ECONNREFUSED. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('severity' in error))
    return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

// Connecting to a name with several addresses fails with an AggregateError, whose own message is empty.
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
