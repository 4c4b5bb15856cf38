import { type Row, type SqlDialect, type SqlEngine, type Statement, write } from '../sql/statement.js';
import { StoreError } from '../store.js';
import { openInlineChannel, type SqliteChannel } from './sqlite-channel.js';
import type { Outcome, SqliteOptions } from './sqlite-database.js';
import { SqliteWorkerChannel } from './sqlite-worker-channel.js';

interface WaitingCall {
  readonly statements: readonly Statement[];
  readonly bytes: number;
  readonly resolve: (results: readonly (readonly Row[])[]) => void;
  readonly reject: (error: StoreError) => void;
}

/** A group's bounds keep one commit short, so that the first of its calls does not wait long for the last. */
const groupCalls = 256;
const groupBytes = 16_777_216;

/** One writer at a time is SQLite's own rule, so a room's number needs no lock of ours. */
const dialect: SqlDialect = {
  appendUpdate: (roomId, update) => [
    write('UPDATE rooms SET doc_seq = doc_seq + 1 WHERE id = $1', roomId),
    write(
      `INSERT INTO doc_updates (room_id, seq, bytes)
       SELECT id, doc_seq, $2 FROM rooms WHERE id = $1 RETURNING seq`,
      roomId,
      update,
    ),
  ],
  lockRoom: () => [],
  jsonText: (column, key) => `json_extract(${column}, '$.${key}')`,
};

/**
 * Group commit: calls that arrive while a commit is under way wait for it, and then go together into the next
 * transaction. Under load one wait for the disk is shared by all of them; a lone call waits for nobody.
 */
export class SqliteEngine implements SqlEngine {
  readonly kind = 'sqlite';
  readonly dialect = dialect;
  readonly #channel: SqliteChannel;
  readonly #waiting: WaitingCall[] = [];
  #pumping: Promise<void> | null = null;
  #closing: Promise<void> | null = null;

  constructor(channel: SqliteChannel) {
    this.#channel = channel;
  }

  /** Rejects with `StoreError`: `unavailable` where the file cannot be opened, `corrupt` where it is not ours or too new. */
  static async open(options: SqliteOptions): Promise<SqliteEngine> {
    const compiled = import.meta.url.endsWith('.js');
    const channel = compiled ? await SqliteWorkerChannel.open(options) : await openInlineChannel(options);
    return new SqliteEngine(channel);
  }

  run(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    if (this.#closing) return Promise.reject(new StoreError('closed', 'The store is closed.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, bytes: sizeOf(statements), resolve, reject });
      this.#pumping ??= this.#pump();
    });
  }

  close(): Promise<void> {
    this.#closing ??= (this.#pumping ?? Promise.resolve()).then(() => this.#channel.close());
    return this.#closing;
  }

  async #pump(): Promise<void> {
    // Calls of one turn of the event loop start together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        const outcomes = await this.#channel.run(group.map((call) => call.statements));
        group.forEach((call, index) => {
          settle(call, outcomes[index]);
        });
      } catch (cause) {
        const error =
          cause instanceof StoreError
            ? cause
            : new StoreError('unavailable', 'The database thread cannot be reached.', { cause });
        for (const call of group) call.reject(error);
      }
    }
    this.#pumping = null;
  }

  #takeGroup(): WaitingCall[] {
    let bytes = 0;
    let count = 0;
    for (const call of this.#waiting) {
      bytes += call.bytes;
      if (count > 0 && (count === groupCalls || bytes > groupBytes)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }
}

function settle(call: WaitingCall, outcome: Outcome | undefined): void {
  if (outcome?.ok) call.resolve(outcome.results);
  else {
    const failure = outcome?.failure ?? { code: 'unavailable', message: 'The database thread lost a call.' };
    call.reject(new StoreError(failure.code, failure.message));
  }
}

const sizeOf = (statements: readonly Statement[]) =>
  statements.reduce(
    (sum, { params }) =>
      sum +
      params.reduce<number>((bytes, value) => bytes + (value instanceof Uint8Array ? value.length : 0), 0),
    0,
  );
