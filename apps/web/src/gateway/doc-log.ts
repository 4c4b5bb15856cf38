import { limits } from '@toile/protocol';
import type { RoomBus } from '@toile/queue';
import type { AdmissionDoc } from '@toile/room';
import type { Store, DocLog as StoredLog } from '@toile/store';
import * as Y from 'yjs';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

/** Origin of document changes that are in the store already. */
export const fromStore = Symbol('toile-from-store');

/** Told once everything that it had sent up to a message is in the store. */
export interface CommitWaiter {
  committed(count: number): void;
}

interface Batch {
  updates: Uint8Array[];
  bytes: number;
  readonly waiters: Map<CommitWaiter, number>;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'committing'; readonly batch: Batch }
  | { readonly kind: 'catching-up' }
  | { readonly kind: 'compacting' }
  /** The store failed: everything is kept, and tried again at the timer's end. */
  | { readonly kind: 'waiting'; readonly failures: number; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'closed' };

export interface DocLogOptions {
  readonly roomId: string;
  readonly room: AdmissionDoc;
  /** What `room` was built from. */
  readonly loaded: Pick<StoredLog, 'seq' | 'updates'>;
  readonly store: Pick<Store, 'appendUpdate' | 'docLog' | 'compact'>;
  readonly bus: Pick<RoomBus, 'publish'>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Shortest and longest wait between attempts at a store that fails, in ms. */
  readonly retryMs?: readonly [number, number];
  /** Rows since the last snapshot that make a new one worth while. */
  readonly compactAfterRows?: number;
}

/** Rows of another instance that came before their predecessors, kept in the hope that those are on their way. */
const maxRowsAhead = 64;

/**
 * The commit loop of one open room, and its place in the room's log.
 *
 * Changes of the document are collected while a commit is in flight, merged, appended as one row, and only then
 * acknowledged and published: what an instance shows of another's edits is in the store. Rows of other
 * instances are applied in the order of the log; a gap is read from the store.
 *
 * While the store fails nothing is dropped and nothing is acknowledged. Memory stays bounded: waiting updates
 * larger than a whole document are replaced by the document's state.
 */
export class DocLog {
  readonly #options: DocLogOptions;
  readonly #ahead = new Map<number, Uint8Array | 'own'>();
  #state: State = { kind: 'idle' };
  #pending: Batch = emptyBatch();
  #lastSeq: number;
  #rowsSinceSnapshot: number;
  #behind = false;
  #whenIdle: (() => void)[] = [];

  constructor(options: DocLogOptions) {
    this.#options = options;
    this.#lastSeq = options.loaded.seq;
    this.#rowsSinceSnapshot = options.loaded.updates.length;
    options.room.doc.on('update', this.#observe);
  }

  /** Every row up to this one is in the document. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Whether every change of the document is in the store. */
  get saved(): boolean {
    return this.#pending.updates.length === 0 && this.#inFlight() === null;
  }

  /** Commit a change that the document holds. Those that it makes from now on come by themselves. */
  record(update: Uint8Array): void {
    this.#pending.updates.push(update);
    this.#pending.bytes += update.byteLength;
    if (this.#pending.bytes > limits.docBytes) this.#collapse();
    this.#wake();
  }

  /** Call `waiter.committed(count)` once everything that the document holds now is in the store. */
  settle(waiter: CommitWaiter, count: number): void {
    const inFlight = this.#inFlight();
    if (this.#pending.updates.length > 0) this.#pending.waiters.set(waiter, count);
    else if (inFlight !== null) inFlight.waiters.set(waiter, count);
    else waiter.committed(count);
  }

  /** Forget a waiter that has gone. What it sent is committed all the same. */
  forget(waiter: CommitWaiter): void {
    this.#pending.waiters.delete(waiter);
    this.#inFlight()?.waiters.delete(waiter);
  }

  /** Row `seq` of the log, as another instance published it. */
  receive(seq: number, update: Uint8Array): void {
    if (this.#state.kind === 'closed' || seq <= this.#lastSeq) return;
    if (seq === this.#lastSeq + 1) {
      this.#apply(update);
      this.#lastSeq = seq;
      this.#rowsSinceSnapshot += 1;
      this.#applyRowsAhead();
    } else if (this.#ahead.size < maxRowsAhead) {
      this.#ahead.set(seq, update);
    }
    // A commit in flight may turn out to be the missing row.
    if (this.#ahead.size > 0 && this.#state.kind !== 'committing') this.catchUp();
  }

  /** Read from the store whatever other instances have added. */
  catchUp(): void {
    this.#behind = true;
    this.#wake();
  }

  /** Resolves when everything is saved and read; while the store fails, that is after it is back. */
  async flush(): Promise<void> {
    if (this.#state.kind === 'idle' || this.#state.kind === 'closed') return;
    await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  /** Make a snapshot if more than `rows` rows have come since the last one. Never rejects. */
  async compact(rows: number): Promise<void> {
    if (this.#rowsSinceSnapshot <= rows || this.#state.kind !== 'idle') return;
    this.#state = { kind: 'compacting' };
    await this.#compact();
    this.#state = { kind: 'idle' };
    this.#wake();
  }

  /** Stop. What is not saved is lost here: flush first. */
  close(): void {
    this.#options.room.doc.off('update', this.#observe);
    if (this.#state.kind === 'waiting') clearTimeout(this.#state.timer);
    this.#state = { kind: 'closed' };
    this.#becomeIdle();
  }

  readonly #observe = (update: Uint8Array, origin: unknown): void => {
    if (origin !== fromStore) this.record(update);
  };

  /** One update in place of many that have been waiting for long. */
  #collapse(): void {
    const state = Y.encodeStateAsUpdate(this.#options.room.doc);
    this.#pending.updates = [state];
    this.#pending.bytes = state.byteLength;
  }

  #inFlight(): Batch | null {
    return this.#state.kind === 'committing' ? this.#state.batch : null;
  }

  #wake(): void {
    if (this.#state.kind === 'idle') void this.#work(0);
  }

  async #work(failures: number): Promise<void> {
    try {
      while (this.#state.kind !== 'closed' && (await this.#step())) failures = 0;
      if (this.#closed()) return;
      this.#state = { kind: 'idle' };
      this.#becomeIdle();
    } catch (error) {
      if (!this.#closed()) this.#waitAndRetry(error, failures + 1);
    }
  }

  #closed(): boolean {
    return this.#state.kind === 'closed';
  }

  /** One piece of work; false where there was none. Rejects as the store does. */
  async #step(): Promise<boolean> {
    const compactAfterRows = this.#options.compactAfterRows ?? 300;
    if (this.#pending.updates.length > 0) await this.#commit();
    else if (this.#behind) await this.#readRows();
    else if (this.#rowsSinceSnapshot > compactAfterRows) {
      this.#state = { kind: 'compacting' };
      await this.#compact();
    } else return false;
    return true;
  }

  async #commit(): Promise<void> {
    const batch = this.#pending;
    const { roomId, store, bus, log, metrics } = this.#options;
    this.#pending = emptyBatch();
    this.#state = { kind: 'committing', batch };
    const update = batch.updates.length === 1 ? batch.updates[0]! : Y.mergeUpdates(batch.updates);
    const startedAtMs = performance.now();
    let seq: number;
    try {
      seq = await store.appendUpdate(roomId, update);
    } catch (error) {
      this.#putBack(batch, update);
      throw error;
    }
    metrics.commitMs.observe(performance.now() - startedAtMs);
    if (this.#closed()) return;
    this.#state = { kind: 'catching-up' };
    this.#rowsSinceSnapshot += 1;
    this.#ahead.set(seq, 'own');
    this.#applyRowsAhead();
    if (this.#ahead.size > 0) this.#behind = true;
    for (const [waiter, count] of batch.waiters) waiter.committed(count);
    bus.publish(roomId, { kind: 'doc', seq, update }).catch((error: unknown) => {
      log.debug({ roomId, seq, err: error }, 'other instances will read this row from the store');
    });
  }

  /** After a failed commit: its content goes before what came since, its waiters wait on. */
  #putBack(batch: Batch, update: Uint8Array): void {
    const later = this.#pending;
    const waiters = new Map([...batch.waiters, ...later.waiters]);
    this.#pending = {
      updates: [update, ...later.updates],
      bytes: update.byteLength + later.bytes,
      waiters,
    };
    if (this.#pending.bytes > limits.docBytes) this.#collapse();
  }

  async #readRows(): Promise<void> {
    this.#state = { kind: 'catching-up' };
    this.#behind = false;
    const { roomId, store } = this.#options;
    let rows: StoredLog;
    try {
      rows = await store.docLog(roomId, this.#lastSeq);
    } catch (error) {
      this.#behind = true;
      throw error;
    }
    if (this.#closed()) return;
    const updates = [...(rows.snapshot ? [rows.snapshot] : []), ...rows.updates].map((row) => row.update);
    if (updates.length > 0) this.#apply(updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates));
    this.#rowsSinceSnapshot += rows.updates.length;
    this.#lastSeq = Math.max(this.#lastSeq, rows.seq);
    this.#applyRowsAhead();
  }

  /** Apply what was waiting for the row that has come. */
  #applyRowsAhead(): void {
    for (let row = this.#ahead.get(this.#lastSeq + 1); row; row = this.#ahead.get(this.#lastSeq + 1)) {
      this.#lastSeq += 1;
      if (row !== 'own') this.#apply(row);
    }
    for (const seq of this.#ahead.keys()) if (seq <= this.#lastSeq) this.#ahead.delete(seq);
  }

  #apply(update: Uint8Array): void {
    this.#options.room.applyTrusted(update, fromStore);
  }

  async #compact(): Promise<void> {
    const { roomId, room, store, log } = this.#options;
    const seq = this.#lastSeq;
    this.#rowsSinceSnapshot = 0;
    try {
      await store.compact(roomId, { seq, update: Y.encodeStateAsUpdate(room.doc) });
    } catch (error) {
      log.warn(
        { roomId, err: error },
        'the log of a room could not be compacted; the next try is some rows on',
      );
    }
  }

  #waitAndRetry(error: unknown, failures: number): void {
    const { roomId, log, metrics } = this.#options;
    const [shortestMs, longestMs] = this.#options.retryMs ?? [250, 5_000];
    const delayMs = Math.min(longestMs, shortestMs * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
    metrics.commitFailures.inc();
    log.warn({ roomId, failures, err: error }, 'the store failed; nothing is acknowledged until it is back');
    const timer = setTimeout(() => {
      if (!this.#closed()) void this.#work(failures);
    }, delayMs);
    this.#state = { kind: 'waiting', failures, timer };
  }

  #becomeIdle(): void {
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}

function emptyBatch(): Batch {
  return { updates: [], bytes: 0, waiters: new Map() };
}
