import type { Ballot, Results, Round } from '@toile/protocol';
import type { RoundStore, Urn } from '../round-store.js';
import * as rounds from './round-queries.js';
import * as parsing from './row-parsing.js';
import type { SqlEngine, Statement } from './statement.js';

/** Voting rounds in SQL. */
export class SqlRounds implements RoundStore {
  readonly #engine: SqlEngine;

  constructor(engine: SqlEngine) {
    this.#engine = engine;
  }

  async open(roomId: string, round: Round): Promise<boolean> {
    if (round.state.kind !== 'open')
      throw new TypeError(`round: expected an open one, got ${round.state.kind}`);
    return this.#did(
      rounds.insertRound(roomId, round, round.state.closesAtMs),
      rounds.deleteOldRounds(roomId),
    );
  }

  async current(roomId: string): Promise<Urn | null> {
    // The round first: a ballot that comes between the two reads is then counted under a number that has passed.
    const [[row] = [], ballots = []] = await this.#engine.run([
      rounds.selectCurrentRound(roomId),
      rounds.selectOpenBallots(roomId),
    ]);
    if (!row) return null;
    const round = parsing.parseRound(row);
    return {
      round,
      ballots: ballots
        .filter(({ roundId }) => roundId === round.id)
        .map(({ memberId, ballot }) => ({
          memberId: parsing.parseText(memberId, 'member id'),
          ballot: parsing.parseBallot(ballot),
        })),
      ballotSeq: parsing.parseWhole(row.ballotSeq, 'ballot number'),
    };
  }

  async round(roomId: string, roundId: string): Promise<Round | null> {
    const [[row] = []] = await this.#engine.run([rounds.selectRound(roomId, roundId)]);
    return row ? parsing.parseRound(row) : null;
  }

  async all(roomId: string): Promise<Round[]> {
    const [rows = []] = await this.#engine.run([rounds.selectRounds(roomId)]);
    return rows.map(parsing.parseRound);
  }

  async revealed(roomId: string): Promise<Round[]> {
    const [rows = []] = await this.#engine.run([rounds.selectRevealedRounds(roomId)]);
    return rows.map(parsing.parseRound);
  }

  cast(
    roomId: string,
    roundId: string,
    memberId: string,
    ballot: Ballot | null,
    atMs: number,
  ): Promise<boolean> {
    return this.#did(
      rounds.touchUrn(roomId, roundId, atMs),
      ballot
        ? rounds.upsertBallot(roomId, roundId, memberId, ballot, atMs)
        : rounds.deleteBallot(roomId, roundId, memberId, atMs),
    );
  }

  extend(roomId: string, roundId: string, byMs: number, atMs: number): Promise<boolean> {
    return this.#did(rounds.updateExtension(roomId, roundId, byMs, atMs));
  }

  close(roomId: string, roundId: string, memberId: string, atMs: number): Promise<boolean> {
    return this.#did(rounds.updateClosing(roomId, roundId, memberId, atMs));
  }

  reveal(
    roomId: string,
    roundId: string,
    counted: { readonly results: Results; readonly ballotSeq: number; readonly atMs: number },
  ): Promise<boolean> {
    return this.#did(
      rounds.updateRevealed(roomId, roundId, counted),
      rounds.deleteBallotsOfEnded(roomId, roundId),
    );
  }

  cancel(roomId: string, roundId: string, memberId: string, atMs: number): Promise<boolean> {
    return this.#did(
      rounds.updateCancelled(roomId, roundId, memberId, atMs),
      rounds.deleteBallotsOfEnded(roomId, roundId),
    );
  }

  async closing(
    beforeMs: number,
    limit: number,
  ): Promise<{ roomId: string; roundId: string; closesAtMs: number }[]> {
    const [rows = []] = await this.#engine.run([rounds.selectClosing(beforeMs, limit)]);
    return rows.map(({ roomId, roundId, closesAtMs }) => ({
      roomId: parsing.parseText(roomId, 'room id'),
      roundId: parsing.parseText(roundId, 'round id'),
      closesAtMs: parsing.parseNumber(closesAtMs, 'closing time'),
    }));
  }

  /** Run statements together; answers whether the first, which must answer a row where it does, did anything. */
  async #did(...statements: Statement[]): Promise<boolean> {
    const [[row] = []] = await this.#engine.run(statements);
    return row !== undefined;
  }
}
