import { type Presence, presenceSchema } from '@toile/protocol';
import { AwarenessBundle, type AwarenessEntry, decodeAwareness } from './awareness-update.js';

/** Who holds an entry: a connection of this instance, or another instance. */
type Owner = { readonly kind: 'here' } | { readonly kind: 'elsewhere'; seenAtMs: number };

type Entry =
  | {
      readonly kind: 'present';
      readonly clock: number;
      readonly json: string;
      readonly memberId: string;
      readonly owner: Owner;
    }
  /** Remembered for a while, so that somebody who comes back is given a newer clock than the one they left with. */
  | { readonly kind: 'left'; readonly clock: number; readonly wasHere: boolean; readonly leftAtMs: number };

export interface RoomPresenceOptions {
  /** Send to the connections of this instance, each without its own entry. */
  send(bundle: AwarenessBundle): void;
  /** Send to the other instances. */
  publish(update: Uint8Array): void;
  /** People elsewhere came or went. */
  peopleChanged(): void;
  /** How long changes are collected before they are sent on, in ms. */
  flushMs(): number;
  readonly now?: () => number;
}

/** An entry of another instance that is not renewed for this long is taken for lost with its instance, in ms. */
const elsewhereMs = 35_000;
const rememberLeftMs = 60_000;
const sweepMs = 5_000;
const maxEntriesPerMessage = 4_096;

/**
 * Who is in a room, where they look and what they hold: one entry for each connection, under the clientId that
 * is pinned to it. Changes are sent on together.
 */
export class RoomPresence {
  readonly #options: RoomPresenceOptions;
  readonly #now: () => number;
  readonly #entries = new Map<number, Entry>();
  readonly #changed = new Set<number>();
  readonly #sweeper: NodeJS.Timeout;
  #flushing: NodeJS.Timeout | null = null;

  constructor(options: RoomPresenceOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#sweeper = setInterval(() => this.#sweep(), sweepMs);
    this.#sweeper.unref();
  }

  /** The member who holds `clientId`, or null where it is free. */
  holder(clientId: number): string | null {
    const entry = this.#entries.get(clientId);
    return entry?.kind === 'present' ? entry.memberId : null;
  }

  /** Whether somebody, here or elsewhere, has a hand on one of the design's fields. */
  isHeld(designId: string): boolean {
    return [...this.#entries.values()].some(
      (entry) =>
        entry.kind === 'present' && (JSON.parse(entry.json) as Presence).holding?.designId === designId,
    );
  }

  /** Members present on other instances. */
  membersElsewhere(): Set<string> {
    const members = new Set<string>();
    for (const entry of this.#entries.values()) {
      if (entry.kind === 'present' && entry.owner.kind === 'elsewhere') members.add(entry.memberId);
    }
    return members;
  }

  /** A connection of this instance says where it is. An old `clock` is ignored, as Yjs does. */
  set(clientId: number, clock: number, presence: Presence): void {
    const before = this.#entries.get(clientId);
    const cameBack = before !== undefined && (before.kind === 'left' || before.owner.kind === 'elsewhere');
    if (before && !cameBack && clock <= before.clock) return;
    this.#entries.set(clientId, {
      kind: 'present',
      clock: before ? Math.max(clock, before.clock + 1) : clock,
      json: JSON.stringify(presence),
      memberId: presence.member,
      owner: { kind: 'here' },
    });
    this.#change(clientId);
  }

  /** A connection of this instance is gone, or hides. */
  leave(clientId: number): void {
    const entry = this.#entries.get(clientId);
    if (entry?.kind !== 'present' || entry.owner.kind !== 'here') return;
    this.#markLeft(clientId, entry.clock, true);
  }

  /** An update of another instance. What is no presence in it is ignored; a connection here wins. */
  receive(update: Uint8Array): void {
    let peopleChanged = false;
    for (const { clientId, clock, json } of decodeAwareness(update, maxEntriesPerMessage)) {
      const before = this.#entries.get(clientId);
      if (before?.kind === 'present' && before.owner.kind === 'here') continue;
      if (json === 'null') {
        if (before?.kind !== 'present' || clock < before.clock) continue;
        this.#markLeft(clientId, clock, false);
        peopleChanged = true;
        continue;
      }
      if (before && clock <= before.clock) continue;
      const presence = presenceSchema.safeParse(JSON.parse(json));
      if (!presence.success) continue;
      if (before?.kind !== 'present') peopleChanged = true;
      this.#entries.set(clientId, {
        kind: 'present',
        clock,
        json: JSON.stringify(presence.data),
        memberId: presence.data.member,
        owner: { kind: 'elsewhere', seenAtMs: this.#now() },
      });
      this.#change(clientId);
    }
    if (peopleChanged) this.#options.peopleChanged();
  }

  /** Everyone who is there. */
  everyone(): AwarenessBundle {
    const present = [...this.#entries.keys()].filter((clientId) => this.holder(clientId) !== null);
    return new AwarenessBundle(present.map((clientId) => this.#wire(clientId)));
  }

  /** Tell the other instances who is here. */
  announce(): void {
    this.#publish([...this.#entries.keys()].filter((clientId) => this.holder(clientId) !== null));
  }

  close(): void {
    clearInterval(this.#sweeper);
    if (this.#flushing) clearTimeout(this.#flushing);
  }

  #markLeft(clientId: number, clock: number, wasHere: boolean): void {
    this.#entries.set(clientId, { kind: 'left', clock, wasHere, leftAtMs: this.#now() });
    this.#change(clientId);
  }

  #change(clientId: number): void {
    this.#changed.add(clientId);
    this.#flushing ??= setTimeout(() => this.#flush(), this.#options.flushMs());
  }

  #flush(): void {
    this.#flushing = null;
    const changed = [...this.#changed];
    this.#changed.clear();
    this.#options.send(new AwarenessBundle(changed.map((clientId) => this.#wire(clientId))));
    this.#publish(changed);
  }

  #publish(clientIds: readonly number[]): void {
    const ours = clientIds.filter((clientId) => {
      const entry = this.#entries.get(clientId);
      return entry?.kind === 'left' ? entry.wasHere : entry?.owner.kind === 'here';
    });
    const all = new AwarenessBundle(ours.map((clientId) => this.#wire(clientId))).all;
    if (all) this.#options.publish(all);
  }

  #wire(clientId: number): AwarenessEntry {
    const entry = this.#entries.get(clientId);
    if (!entry) throw new RangeError(`clientId: expected one that was seen, got ${clientId}`);
    return { clientId, clock: entry.clock, json: entry.kind === 'present' ? entry.json : 'null' };
  }

  #sweep(): void {
    const nowMs = this.#now();
    let peopleChanged = false;
    for (const [clientId, entry] of this.#entries) {
      if (entry.kind === 'left') {
        if (nowMs - entry.leftAtMs > rememberLeftMs && !this.#changed.has(clientId))
          this.#entries.delete(clientId);
      } else if (entry.owner.kind === 'elsewhere' && nowMs - entry.owner.seenAtMs > elsewhereMs) {
        this.#markLeft(clientId, entry.clock, false);
        peopleChanged = true;
      }
    }
    if (peopleChanged) this.#options.peopleChanged();
  }
}
