import { StoreError } from '../store.js';

/** A `StoreError` in a form that crosses threads. */
export interface SqliteFailure {
  readonly code: StoreError['code'];
  readonly message: string;
  /** True where another connection held the file's write lock for the whole of the busy timeout. */
  readonly busy: boolean;
}

// Primary result codes, https://sqlite.org/rescode.html. Everything else means a file that is not ours or is damaged.
const unavailable = new Map([
  [3, 'PERM'],
  [5, 'BUSY'],
  [6, 'LOCKED'],
  [7, 'NOMEM'],
  [8, 'READONLY'],
  [9, 'INTERRUPT'],
  [10, 'IOERR'],
  [13, 'FULL'],
  [14, 'CANTOPEN'],
  [15, 'PROTOCOL'],
  [22, 'NOLFS'],
  [23, 'AUTH'],
]);
const conflict = new Map([
  [18, 'TOOBIG'],
  [19, 'CONSTRAINT'],
  [20, 'MISMATCH'],
]);

/**
 * What an error from the driver means to a caller: the file cannot be read or written now (`unavailable`), the row
 * is refused (`conflict`), or the file is not what it should be (`corrupt`).
 */
export function sqliteFailure(error: unknown): SqliteFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StoreError) return { code: error.code, message, busy: false };
  const extended = resultCode(error);
  const primary = extended & 0xff;
  const code = unavailable.has(primary) ? 'unavailable' : conflict.has(primary) ? 'conflict' : 'corrupt';
  const name = unavailable.get(primary) ?? conflict.get(primary) ?? 'ERROR';
  return { code, message: `SQLite: ${message} (${name} ${extended})`, busy: primary === 5 };
}

/** SQLite's extended result code; 1, "generic error", where the driver gives none. */
function resultCode(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 1;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
  // A file that cannot be opened is told by the driver in words, with the code at their end.
  const opening = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec('message' in error ? String(error.message) : '');
  return opening ? Number(opening[1]) : 1;
}
