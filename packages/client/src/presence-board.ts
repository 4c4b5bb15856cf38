import { type Member, type Presence, presenceSchema } from '@toile/protocol';
import type { Awareness } from 'y-protocols/awareness';
import type { PresenceEntry } from './room-state.js';
import { Throttle } from './throttle.js';

/** About 20 cursor positions a second: the eye fills in the rest. */
const cursorIntervalMs = 50;

interface Known {
  readonly state: unknown;
  readonly entry: PresenceEntry;
}

/** Who is where, over whichever awareness instance the document has at present. */
export class PresenceBoard {
  readonly #changed: () => void;
  readonly #publishing = new Throttle(() => this.#publish(), cursorIntervalMs);
  #awareness: Awareness;
  #memberId: string | null = null;
  #members: readonly Member[] = [];
  #mine: Omit<Presence, 'member'> = { looking: null, holding: null, cursor: null };
  #cursorHidden = false;
  #known = new Map<number, Known>();
  #entries: readonly PresenceEntry[] = [];

  constructor(awareness: Awareness, changed: () => void) {
    this.#changed = changed;
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
    const entries = [...known.values()].map(({ entry }) => entry);
    this.#known = known;
    if (entries.length === this.#entries.length && entries.every((one, at) => one === this.#entries[at])) {
      return;
    }
    this.#entries = entries;
    this.#changed();
  };

  #entry(clientId: number, state: unknown): PresenceEntry | null {
    const before = this.#known.get(clientId);
    const presence = before?.state === state ? before?.entry.presence : presenceOf(state);
    if (!presence) return null;
    const member = this.#members.find(({ id }) => id === presence.member) ?? null;
    if (before && before.entry.presence === presence && before.entry.member === member) return before.entry;
    return { clientId, mine: clientId === this.#awareness.clientID, presence, member };
  }
}

function presenceOf(state: unknown): Presence | null {
  const parsed = presenceSchema.safeParse(state);
  return parsed.success ? parsed.data : null;
}
