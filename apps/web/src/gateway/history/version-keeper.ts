import {
  type Author,
  type Deed,
  type FieldChange,
  limits,
  newVersionId,
  type Version,
} from '@toile/protocol';
import { type DesignState, designState, designsOf, stateChanges, stateText } from '@toile/room';
import type { Store } from '@toile/store';
import type * as Y from 'yjs';
import type { Log } from '../log.js';
import { SingleFlight } from '../single-flight.js';
import { TokenBucket } from '../token-bucket.js';

/** What one member has done to a design since its last version. */
interface Work {
  readonly by: Author;
  deed: Deed;
  readonly changes: Map<string, FieldChange>;
}

/** A design that members of this instance are working on. */
interface Unsettled {
  readonly works: Map<string, Work>;
  readonly sinceMs: number;
  touchedAtMs: number;
}

export interface VersionKeeperOptions {
  readonly roomId: string;
  readonly doc: Y.Doc;
  readonly store: Pick<Store, 'addVersions'>;
  /** The member whose update this instance admitted under `origin`; null for anything else. */
  readonly authorOf: (origin: unknown) => Author | null;
  /** Whether a hand is on one of the design's sliders now. */
  readonly isHeld: (designId: string) => boolean;
  /** Versions were added to the store. */
  readonly added: () => void;
  readonly log: Log;
  /** A design that nobody has changed or held for this long has settled, in ms. */
  readonly settleMs?: number | undefined;
  readonly now?: () => number;
}

/** How many automatic versions are kept. */
export const versionBounds = { perDesign: limits.versionsPerDesign, perRoom: limits.versionsPerRoom };

const defaultSettleMs = 2_000;
/** A design that never rests gets a version all the same, this often, in ms. */
const longestMs = 30_000;
const retryMs = 2_000;
/** Versions that wait for a store that fails; past it the oldest are lost. The designs themselves never are. */
const maxUnsaved = 1_000;
const versionsPerCall = 100;

/**
 * Writes the automatic versions of an open room: one for each member whose admitted edits brought a design to
 * where it came to rest, and one when a design is taken off the rack. Updates of other instances are theirs to write:
 * each edit is in exactly one version. What an instance has not written when it is killed is lost to the history, not
 * to the document.
 */
export class VersionKeeper {
  readonly #options: VersionKeeperOptions;
  readonly #now: () => number;
  readonly #settleMs: number;
  readonly #states = new Map<string, DesignState>();
  readonly #unsettled = new Map<string, Unsettled>();
  /** Designs that left the rack while the room was open: one that appears again has come back. */
  readonly #left = new Set<string>();
  readonly #budgets = new Map<string, TokenBucket>();
  readonly #saving = new SingleFlight(() => this.#save());
  #unsaved: Version[] = [];
  #timer: NodeJS.Timeout | null = null;
  #retryAtMs = 0;
  #lastAtMs = 0;

  constructor(options: VersionKeeperOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#settleMs = options.settleMs ?? defaultSettleMs;
    const designs = designsOf(options.doc);
    for (const designId of designs.keys()) this.#remember(designId);
    designs.observeDeep(this.#observe);
  }

  /** Write what was done to a design until now. Rejects as the store does. */
  async settle(designId: string): Promise<void> {
    this.#settle(designId);
    await this.#saving.run();
  }

  /** Write everything that was done until now. Never rejects: what the store does not take waits for the next try. */
  async flush(): Promise<void> {
    for (const designId of [...this.#unsettled.keys()]) this.#settle(designId);
    await this.#trySaving();
  }

  /** What is not written is lost: `flush` first. */
  close(): void {
    designsOf(this.#options.doc).unobserveDeep(this.#observe);
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  readonly #observe = (
    events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
    transaction: Y.Transaction,
  ): void => {
    const touched = new Map<string, Set<string>>();
    for (const event of events) {
      const [designId] = event.path;
      const keys = [...event.changes.keys.keys()];
      if (designId !== undefined) touched.set(String(designId), new Set(keys));
      else for (const key of keys) touched.set(key, new Set());
    }
    const author = this.#options.authorOf(transaction.origin);
    for (const [designId, fields] of touched) {
      const before = this.#states.get(designId) ?? null;
      const after = this.#remember(designId);
      if (author) this.#note(author, designId, before, after, fields.has('restored'));
      else this.#touchedElsewhere(designId, before, after);
    }
  };

  #remember(designId: string): DesignState | null {
    const state = designState(this.#options.doc, designId);
    if (state) this.#states.set(designId, state);
    else this.#states.delete(designId);
    return state;
  }

  #note(
    author: Author,
    designId: string,
    before: DesignState | null,
    after: DesignState | null,
    restored: boolean,
  ): void {
    if (after === null) {
      if (before === null) return;
      this.#settle(designId, before);
      this.#left.add(designId);
      this.#queue(designId, { by: author, deed: 'removed', changes: new Map() }, before);
      this.#wake();
      return;
    }
    const work = this.#workOf(author, designId);
    if (before === null) {
      const back = this.#left.delete(designId) || after.restored !== undefined;
      work.deed = back ? 'returned' : 'added';
      return;
    }
    const changes = stateChanges(before, after);
    if (restored && after.restored !== undefined) {
      changes.push({ field: 'restored', from: before.restored ?? null, to: after.restored });
    }
    for (const { field, from, to } of changes) {
      work.changes.set(field, { field, from: work.changes.get(field)?.from ?? from, to });
    }
  }

  #workOf(by: Author, designId: string): Work {
    const nowMs = this.#now();
    const unsettled = this.#unsettled.get(designId) ?? {
      works: new Map<string, Work>(),
      sinceMs: nowMs,
      touchedAtMs: nowMs,
    };
    unsettled.touchedAtMs = nowMs;
    this.#unsettled.set(designId, unsettled);
    const work = unsettled.works.get(by.id) ?? { by, deed: 'changed' as const, changes: new Map() };
    unsettled.works.set(by.id, work);
    this.#wake();
    return work;
  }

  /** Another instance writes that version. Here it only means that the design has not come to rest. */
  #touchedElsewhere(designId: string, before: DesignState | null, after: DesignState | null): void {
    const unsettled = this.#unsettled.get(designId);
    if (after === null) {
      if (before && unsettled) this.#settle(designId, before);
      this.#left.add(designId);
    } else if (unsettled) {
      unsettled.touchedAtMs = this.#now();
    }
  }

  #settle(designId: string, state = this.#states.get(designId)): void {
    const unsettled = this.#unsettled.get(designId);
    if (!unsettled || !state) return;
    this.#unsettled.delete(designId);
    for (const work of unsettled.works.values()) this.#queue(designId, work, state);
  }

  #queue(designId: string, { by, deed, changes }: Work, state: DesignState): void {
    // A field that was moved there and back again is as it was.
    const made = [...changes.values()].filter(({ field, from, to }) => field === 'restored' || from !== to);
    if (deed === 'changed' && made.length === 0) return;
    const { roomId, log } = this.#options;
    if (!this.#budgetOf(by.id).take()) {
      log.debug({ roomId, memberId: by.id }, 'a member makes versions faster than they are kept');
      return;
    }
    this.#unsaved.push({
      id: newVersionId(),
      designId,
      atMs: this.#nextAtMs(),
      by,
      deed,
      changes: deed === 'changed' ? made.sort((one, other) => (one.field < other.field ? -1 : 1)) : [],
      state: stateText(state),
      naming: null,
    });
    if (this.#unsaved.length > maxUnsaved) this.#unsaved.shift();
  }

  /** Later than the last, so that versions of one moment keep their order. */
  #nextAtMs(): number {
    this.#lastAtMs = Math.max(this.#now(), this.#lastAtMs + 0.001);
    return this.#lastAtMs;
  }

  #budgetOf(memberId: string): TokenBucket {
    let budget = this.#budgets.get(memberId);
    if (!budget) {
      budget = new TokenBucket(limits.versionsPerSecond, limits.versionsBurst, this.#now);
      this.#budgets.set(memberId, budget);
    }
    return budget;
  }

  #wake(): void {
    this.#timer ??= setInterval(() => this.#tick(), this.#settleMs / 8).unref();
  }

  #tick(): void {
    const nowMs = this.#now();
    for (const [designId, { sinceMs, touchedAtMs }] of this.#unsettled) {
      const rests = nowMs - touchedAtMs >= this.#settleMs && !this.#options.isHeld(designId);
      if (rests || nowMs - sinceMs >= longestMs) this.#settle(designId);
    }
    if (this.#unsaved.length > 0 && nowMs >= this.#retryAtMs) void this.#trySaving();
    if (this.#unsettled.size > 0 || this.#unsaved.length > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #trySaving(): Promise<void> {
    try {
      await this.#saving.run();
    } catch (error) {
      const { roomId, log } = this.#options;
      log.warn({ roomId, err: error }, 'versions could not be written; they wait for the store');
      this.#retryAtMs = this.#now() + retryMs;
      this.#wake();
    }
  }

  async #save(): Promise<void> {
    const { roomId, store, added } = this.#options;
    while (this.#unsaved.length > 0) {
      const batch = this.#unsaved.slice(0, versionsPerCall);
      await store.addVersions(roomId, batch, versionBounds);
      this.#unsaved = this.#unsaved.filter((version) => !batch.includes(version));
      added();
    }
  }
}
