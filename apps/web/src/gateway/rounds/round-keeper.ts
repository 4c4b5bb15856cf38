import { ToileError } from '@toile/protocol';
import type { Store } from '@toile/store';
import type { Log } from '../log.js';
import { countUrn } from './urn-count.js';

export interface RoundKeeperOptions {
  readonly store: Pick<Store, 'rounds' | 'members'>;
  /** A round of this room was revealed: tell whoever is in it. */
  readonly revealed: (roomId: string) => Promise<void>;
  readonly log: Log;
  /** How often the store is looked at for rounds whose time comes, in ms. */
  readonly lookEveryMs?: number;
}

const lookEveryMs = 5_000;
const mostAtOnce = 500;
/** A count that was overtaken by a ballot is repeated; more often than this only in a storm, and later then. */
const mostCounts = 20;

/**
 * Reveals rounds when their time is up, by this server's clock, in any room and whether or not anybody is in it.
 * The store is the memory: it is looked at every few seconds, so a restart forgets nothing, and where several
 * instances keep the same rounds it lets exactly one of them reveal.
 */
export class RoundKeeper {
  readonly #options: RoundKeeperOptions;
  readonly #lookEveryMs: number;
  readonly #timers = new Map<string, { readonly atMs: number; readonly timer: NodeJS.Timeout }>();
  readonly #looking: NodeJS.Timeout;
  #closed = false;

  constructor(options: RoundKeeperOptions) {
    this.#options = options;
    this.#lookEveryMs = options.lookEveryMs ?? lookEveryMs;
    this.#looking = setInterval(() => void this.#look(), this.#lookEveryMs);
    this.#looking.unref();
    void this.#look();
  }

  /** The time of a round is, or has become, `closesAtMs`: be there when it is up. */
  watch(roomId: string, roundId: string, closesAtMs: number): void {
    const inMs = closesAtMs - Date.now();
    const key = `${roomId}/${roundId}`;
    const before = this.#timers.get(key);
    // What is further away is found by a later look.
    if (this.#closed || before?.atMs === closesAtMs || inMs > 3 * this.#lookEveryMs) return;
    clearTimeout(before?.timer);
    const timer = setTimeout(() => void this.#due(roomId, roundId, key, closesAtMs), Math.max(0, inMs));
    timer.unref();
    this.#timers.set(key, { atMs: closesAtMs, timer });
  }

  /**
   * Count a round whose time is up and reveal it. Does nothing where it is over, or was given more time.
   * Rejects as the store does.
   */
  async reveal(roomId: string, roundId: string): Promise<void> {
    const { store, revealed } = this.#options;
    for (let count = 0; count < mostCounts; count += 1) {
      const [urn, members] = await Promise.all([store.rounds.current(roomId), store.members(roomId)]);
      const atMs = Date.now();
      if (urn?.round.id !== roundId || urn.round.state.kind !== 'open') return;
      const { closesAtMs } = urn.round.state;
      if (closesAtMs === null || closesAtMs > atMs) return;
      const counted = { results: countUrn(urn, members), ballotSeq: urn.ballotSeq, atMs };
      if (await store.rounds.reveal(roomId, roundId, counted)) return await revealed(roomId);
    }
    throw new ToileError(
      'store-unavailable',
      'The round is closed, and revealed as soon as it can be counted.',
    );
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#looking);
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #look(): Promise<void> {
    const { store, log } = this.#options;
    try {
      const due = await store.rounds.closing(Date.now() + 2 * this.#lookEveryMs, mostAtOnce);
      for (const { roomId, roundId, closesAtMs } of due) this.watch(roomId, roundId, closesAtMs);
    } catch (error) {
      if (!this.#closed) log.warn({ err: error }, 'rounds whose time comes could not be looked for');
    }
  }

  async #due(roomId: string, roundId: string, key: string, closesAtMs: number): Promise<void> {
    this.#timers.delete(key);
    // Timers may be early by a millisecond.
    if (Date.now() < closesAtMs) return this.watch(roomId, roundId, closesAtMs);
    try {
      await this.reveal(roomId, roundId);
    } catch (error) {
      const { log } = this.#options;
      if (!this.#closed) log.warn({ roomId, roundId, err: error }, 'a round is revealed a little later');
    }
  }
}
