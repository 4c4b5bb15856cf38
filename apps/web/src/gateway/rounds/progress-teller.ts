import type { Ballot, RoundProgress } from '@toile/protocol';

/** How an open round stands: what everybody may know, and a member's own ballot. */
export interface Standing {
  readonly forAll: Omit<RoundProgress, 'mine'>;
  ballotOf(memberId: string): Ballot | null;
}

interface Listener {
  readonly memberId: string;
  roundProgress(progress: RoundProgress): void;
}

export interface ProgressTellerOptions {
  readonly listeners: ReadonlySet<Listener>;
  /** Null where no round is open. */
  standing(): Standing | null;
  readonly now?: () => number;
}

/**
 * Ballots sent to listeners in a second, on average: standings with names hold everybody's ballot, and each new one
 * sends them all to everybody.
 */
const ballotsPerSecond = 20_000;

/**
 * Tells the people of a room how its open round stands. Whose own ballot has changed hears it at once; for the
 * others changes are told together, the less often the more there is to tell.
 */
export class ProgressTeller {
  readonly #options: ProgressTellerOptions;
  readonly #now: () => number;
  /** What each was told last. */
  #told = new WeakMap<Listener, { readonly forAll: string; readonly mine: string }>();
  #restUntilMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ProgressTellerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** A ballot was cast or taken back, or others may vote now. */
  changed(): void {
    this.#tell((before, mine) => before !== mine);
    const restMs = this.#restUntilMs - this.#now();
    if (restMs <= 0) this.#tellAll();
    else this.#timer ??= setTimeout(() => this.#tellAll(), restMs);
  }

  /** Everybody is told by another event: nothing that was said before counts. */
  restart(): void {
    this.close();
    this.#told = new WeakMap();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tellAll(): void {
    this.close();
    const ballots = this.#tell(() => true);
    this.#restUntilMs = this.#now() + (1_000 * ballots * this.#options.listeners.size) / ballotsPerSecond;
  }

  /** Tell those who are `due` and do not know it yet. Answers how many ballots each was told. */
  #tell(due: (before: string | undefined, mine: string) => boolean): number {
    const standing = this.#options.standing();
    if (!standing) return 0;
    const { forAll } = standing;
    const text = JSON.stringify(forAll);
    for (const listener of this.#options.listeners) {
      const own = standing.ballotOf(listener.memberId);
      const mine = JSON.stringify(own);
      const before = this.#told.get(listener);
      if (!due(before?.mine, mine) || (before?.forAll === text && before.mine === mine)) continue;
      this.#told.set(listener, { forAll: text, mine });
      listener.roundProgress({ ...forAll, mine: own });
    }
    return forAll.standings?.ballots?.length ?? 0;
  }
}
