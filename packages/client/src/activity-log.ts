import { type ActivityEntry, type ActivityEvent, limits, type PlaceInTime } from '@toile/protocol';
import { Listeners } from './listeners.js';

/** What happened in the room, as far as it has been read. A new object whenever anything in it changes. */
export interface Activity {
  /** Newest first. */
  readonly entries: readonly ActivityEntry[];
  /** There is nothing older. */
  readonly complete: boolean;
}

/** The activity feed of one room: told live, read further back for the asking. */
export class ActivityLog {
  readonly #older: (before: PlaceInTime) => Promise<readonly ActivityEntry[]>;
  readonly #listeners = new Listeners();
  #activity: Activity = { entries: [], complete: false };
  #reading: Promise<void> | null = null;

  constructor(older: (before: PlaceInTime) => Promise<readonly ActivityEntry[]>) {
    this.#older = older;
  }

  get activity(): Activity {
    return this.#activity;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The newest entries, on a new connection. What was known before stays where they join on to it. */
  welcome(entries: readonly ActivityEntry[]): void {
    const known = new Set(this.#activity.entries.map(({ id }) => id));
    const gap = known.size > 0 && !entries.some(({ id }) => known.has(id));
    this.event({ entries: [...entries], gone: [], gap });
    if (entries.length < limits.activityAtWelcome) this.#set([...this.#activity.entries], true);
  }

  event({ entries, gone, gap }: ActivityEvent): void {
    const replaced = new Set([...gone, ...entries.map(({ id }) => id)]);
    const kept = gap ? [] : this.#activity.entries.filter(({ id }) => !replaced.has(id));
    this.#set([...entries, ...kept], this.#activity.complete && !gap);
  }

  /** Read a page further back. Rejects with a ToileError. */
  readOlder(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  clear(): void {
    this.#listeners.clear();
  }

  async #read(): Promise<void> {
    const last = this.#activity.entries.at(-1);
    if (this.#activity.complete || !last) return;
    const older = await this.#older({ atMs: last.atMs, id: last.id });
    // A gap came meanwhile: this page joins on to nothing any more.
    if (this.#activity.entries.at(-1)?.id !== last.id) return;
    const complete = older.length < limits.activityPerPage;
    this.#set([...this.#activity.entries, ...older], complete);
  }

  #set(entries: ActivityEntry[], complete: boolean): void {
    this.#activity = { entries: entries.sort(newestFirst), complete };
    this.#listeners.notify();
  }
}

export const newestFirst = (one: PlaceInTime, other: PlaceInTime): number =>
  other.atMs - one.atMs || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
