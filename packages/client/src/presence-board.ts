import { type Member, type Presence, presenceSchema } from '@toile/protocol';
import type { Awareness } from 'y-protocols/awareness';
import type { PresenceEntry } from './room-state.js';
import { Throttle } from './throttle.js';

/** About 20 cursor positions a second: the eye fills in the rest. */
const cursorIntervalMs = 50;
/**
 * How long the others are still shown where they were, in ms: from the loss of the connection on, and from its
 * return on, when whoever is still there says so.
 */
const staleMs = { lost: 30_000, back: 12_000 };

interface Known {
  readonly state: unknown;
  readonly entry: PresenceEntry;
}

export interface PresenceBoardEvents {
  changed(): void;
  /** Whether the connection stands: what goes while it does not has not left. */
  connected(): boolean;
}

/** Who is where, over whichever awareness instance the document has at present. */
export class PresenceBoard {
  readonly #events: PresenceBoardEvents;
  readonly #publishing = new Throttle(() => this.#publish(), cursorIntervalMs);
  #awareness: Awareness;
  #memberId: string | null = null;
  #members: readonly Member[] = [];
  #mine: Omit<Presence, 'member'> = { looking: null, holding: null, cursor: null, following: null };
  #cursorHidden = false;
  #known = new Map<number, Known>();
  /** Those whose state went with the connection, as they were. */
  readonly #stale = new Map<number, PresenceEntry>();
  #staleTimer: ReturnType<typeof setTimeout> | null = null;
  #entries: readonly PresenceEntry[] = [];

  constructor(awareness: Awareness, events: PresenceBoardEvents) {
    this.#events = events;
    this.#awareness = awareness;
    awareness.on('change', this.#read);
  }

  /** Everybody's presence, own included; the same array until something differs. */
  get entries(): readonly PresenceEntry[] {
    return this.#entries;
  }

  /** Move to another document's awareness, taking the own presence along. */
  follow(awareness: Awareness): void {
    this.#awareness.off('change', this.#read);
    this.#awareness = awareness;
    awareness.on('change', this.#read);
    this.#publishing.now();
    this.#read();
  }

  /** The connection is back and the others' states are on their way. */
  reconnected(): void {
    if (this.#stale.size > 0) this.#forgetStaleIn(staleMs.back);
  }

  /** Nothing is published before the server has said who this is. */
  identify(me: Member | null, members: readonly Member[]): void {
    this.#members = members;
    if (me !== null && me.id !== this.#memberId) {
      this.#memberId = me.id;
      this.#publishing.now();
    }
    this.#read();
  }

  /** A new cursor position waits its turn; everything else goes out at once, and takes the cursor along. */
  set(part: Partial<Omit<Presence, 'member'>>): void {
    const mine = { ...this.#mine, ...part };
    if (JSON.stringify(mine) === JSON.stringify(this.#mine)) return;
    this.#mine = mine;
    const onlyMoved = part.cursor && Object.keys(part).length === 1;
    if (onlyMoved) this.#publishing.request();
    else this.#publishing.now();
  }

  /** Keep the cursor from the others, wherever it goes, or show it again. */
  hideCursor(hidden: boolean): void {
    if (hidden === this.#cursorHidden) return;
    this.#cursorHidden = hidden;
    this.#publishing.now();
  }

  stop(): void {
    this.#publishing.cancel();
    if (this.#staleTimer !== null) clearTimeout(this.#staleTimer);
    this.#awareness.off('change', this.#read);
  }

  #publish(): void {
    if (this.#memberId === null) return;
    const mine = this.#cursorHidden ? { ...this.#mine, cursor: null } : this.#mine;
    this.#awareness.setLocalState({ member: this.#memberId, ...mine });
  }

  readonly #read = (): void => {
    const known = new Map<number, Known>();
    for (const [clientId, state] of this.#awareness.getStates()) {
      const entry = this.#entry(clientId, state);
      if (entry) known.set(clientId, { state, entry });
    }
    if (!this.#events.connected()) this.#keepGone(known);
    this.#known = known;
    this.#forgetReturned();
    const entries = [...[...known.values()].map(({ entry }) => entry), ...this.#stale.values()];
    if (entries.length === this.#entries.length && entries.every((one, at) => one === this.#entries[at])) {
      return;
    }
    this.#entries = entries;
    this.#events.changed();
  };

  #entry(clientId: number, state: unknown): PresenceEntry | null {
    const before = this.#known.get(clientId);
    const presence = before?.state === state ? before?.entry.presence : presenceOf(state);
    if (!presence) return null;
    const member = this.#members.find(({ id }) => id === presence.member) ?? null;
    if (before && before.entry.presence === presence && before.entry.member === member) return before.entry;
    return { clientId, mine: clientId === this.#awareness.clientID, stale: false, presence, member };
  }

  /** y-protocols forgets everybody when a connection ends: they are kept, without hand or cursor. */
  #keepGone(known: ReadonlyMap<number, Known>): void {
    const gone = [...this.#known].filter(([clientId, { entry }]) => !entry.mine && !known.has(clientId));
    for (const [clientId, { entry }] of gone) {
      const presence = { ...entry.presence, holding: null, cursor: null };
      this.#stale.set(clientId, { ...entry, stale: true, presence });
    }
    if (gone.length > 0) this.#forgetStaleIn(staleMs.lost);
  }

  /** Whoever is seen again is not where they were, under whichever clientId. */
  #forgetReturned(): void {
    if (this.#stale.size === 0) return;
    const seen = new Set([...this.#known.values()].map(({ entry }) => entry.presence.member));
    for (const [clientId, { presence }] of this.#stale) {
      if (seen.has(presence.member)) this.#stale.delete(clientId);
    }
  }

  #forgetStaleIn(ms: number): void {
    if (this.#staleTimer !== null) clearTimeout(this.#staleTimer);
    this.#staleTimer = setTimeout(() => {
      this.#staleTimer = null;
      this.#stale.clear();
      this.#read();
    }, ms);
  }
}

function presenceOf(state: unknown): Presence | null {
  const parsed = presenceSchema.safeParse(state);
  return parsed.success ? parsed.data : null;
}
