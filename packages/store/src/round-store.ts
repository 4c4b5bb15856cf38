import type { Ballot, Results, Round } from '@toile/protocol';

/** A round with the ballots that are in its urn, and how often the urn has changed. */
export interface Urn {
  readonly round: Round;
  /** By member id; none once the round is over. */
  readonly ballots: readonly { readonly memberId: string; readonly ballot: Ballot }[];
  readonly ballotSeq: number;
}

/**
 * Voting rounds, a part of the store: same promises, same errors. A room has at most one open round.
 *
 * A round takes ballots while it is open and `closesAtMs` has not come; `atMs` is the caller's clock. Ballots are
 * there only until the round ends: a reveal keeps what `results` holds, and nothing else says who chose what.
 * Methods that answer a boolean say whether the round still allowed it; nothing changes where it did not.
 */
export interface RoundStore {
  /** Open a round; not where another is open. The room's rounds beyond the newest `limits.roundsPerRoom` go. */
  open(roomId: string, round: Round): Promise<boolean>;
  /** The open round, else the newest; null where there never was one. */
  current(roomId: string): Promise<Urn | null>;
  round(roomId: string, roundId: string): Promise<Round | null>;
  /** Every round that is kept, the last to open first. */
  all(roomId: string): Promise<Round[]>;
  /** Those that were revealed, newest first. */
  revealed(roomId: string): Promise<Round[]>;
  /** Cast a member's one ballot, replace it, or take it back (null). */
  cast(
    roomId: string,
    roundId: string,
    memberId: string,
    ballot: Ballot | null,
    atMs: number,
  ): Promise<boolean>;
  /** More time; a round without a timer gets one that ends `byMs` after `atMs`. */
  extend(roomId: string, roundId: string, byMs: number, atMs: number): Promise<boolean>;
  /** End the time for ballots now, by a member. It is then revealed like a round whose time was up. */
  close(roomId: string, roundId: string, memberId: string, atMs: number): Promise<boolean>;
  /**
   * Put `results` in the place of the ballots. Only where the round is still open, its time is up, and the urn is
   * the one that was counted (`ballotSeq`); so of several counters exactly one succeeds, and no ballot is lost.
   */
  reveal(
    roomId: string,
    roundId: string,
    counted: { readonly results: Results; readonly ballotSeq: number; readonly atMs: number },
  ): Promise<boolean>;
  /** End a round without results. */
  cancel(roomId: string, roundId: string, memberId: string, atMs: number): Promise<boolean>;
  /** Open rounds of any room whose time is up before `beforeMs`, soonest first, at most `limit`. */
  closing(
    beforeMs: number,
    limit: number,
  ): Promise<{ readonly roomId: string; readonly roundId: string; readonly closesAtMs: number }[]>;
}
