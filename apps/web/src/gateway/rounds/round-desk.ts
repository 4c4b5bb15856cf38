import {
  castBallotRequestSchema,
  endRoundRequestSchema,
  extendRoundRequestSchema,
  limits,
  type Member,
  mayEdit,
  mayHost,
  newRoundId,
  openRoundRequestSchema,
  type Round,
  type RoundOption,
  recipeText,
  ToileError,
} from '@toile/protocol';
import { ballotProblem, designRecipe, inElectorate, readRack } from '@toile/room';
import type { Store } from '@toile/store';
import type { OpenRoom } from '../open-room.js';
import { parsed } from '../parsed.js';
import type { RoundKeeper } from './round-keeper.js';

/** What members ask of voting rounds. Every method throws ToileError where it may not be. */
export class RoundDesk {
  readonly #store: Pick<Store, 'rounds'>;
  readonly #keeper: Pick<RoundKeeper, 'reveal'>;

  constructor(store: Pick<Store, 'rounds'>, keeper: Pick<RoundKeeper, 'reveal'>) {
    this.#store = store;
    this.#keeper = keeper;
  }

  /** Freeze designs as the room has them now, and let people vote on them. Editors and hosts. */
  async open(room: OpenRoom, memberId: string, request: unknown): Promise<{ roundId: string }> {
    const { designIds, closesInMs, ...terms } = parsed(openRoundRequestSchema, request);
    if (!mayEdit(room.roleOf(memberId))) throw new ToileError('role-forbidden');
    const { electorate } = terms;
    if (electorate.kind === 'members' && !electorate.memberIds.every((id) => room.facts.member(id))) {
      throw new ToileError('bad-request', 'Somebody who was chosen to vote is not in this room.');
    }
    const openedAtMs = Date.now();
    const round: Round = {
      ...terms,
      id: newRoundId(),
      options: frozen(room, designIds),
      openedBy: memberId,
      openedAtMs,
      state: { kind: 'open', closesAtMs: closesInMs && openedAtMs + closesInMs, extensions: 0 },
    };
    if (!(await this.#store.rounds.open(room.id, round))) throw new ToileError('round-open');
    await room.changed('round');
    return { roundId: round.id };
  }

  /** Cast a ballot, change it or take it back. */
  async cast(room: OpenRoom, memberId: string, request: unknown): Promise<object> {
    const { roundId, ballot } = parsed(castBallotRequestSchema, request);
    const round = await this.#openRound(room, roundId);
    const member = room.facts.member(memberId);
    if (!member || !inElectorate(round.electorate, member)) {
      throw new ToileError('role-forbidden', 'This round is for others: you see it without voting.');
    }
    const problem =
      ballot &&
      ballotProblem(
        round.method,
        round.options.map(({ designId }) => designId),
        ballot,
      );
    if (problem !== null) throw new ToileError('ballot-invalid', problem);
    if (!(await this.#store.rounds.cast(room.id, roundId, memberId, ballot, Date.now()))) throw over();
    await room.changed('round');
    return {};
  }

  /** More time. Whoever opened the round, and hosts. */
  async extend(room: OpenRoom, memberId: string, request: unknown): Promise<object> {
    const { roundId, byMs } = parsed(extendRoundRequestSchema, request);
    const round = await this.#roundInHands(room, memberId, roundId);
    const closesAtMs = (round.state.kind === 'open' && round.state.closesAtMs) || Date.now();
    if (closesAtMs + byMs > Date.now() + limits.roundMaxMs) {
      const limit = { name: 'roundMaxMs', value: limits.roundMaxMs };
      throw new ToileError('bad-request', 'A round ends within seven days.', { limit });
    }
    if (!(await this.#store.rounds.extend(room.id, roundId, byMs, Date.now()))) throw over();
    await room.changed('round');
    return {};
  }

  /** End a round now, with its results. Whoever opened it, and hosts. */
  async reveal(room: OpenRoom, memberId: string, request: unknown): Promise<object> {
    const { roundId } = parsed(endRoundRequestSchema, request);
    await this.#roundInHands(room, memberId, roundId);
    // Where the time is up already, this changes nothing and the count below is the timer's.
    await this.#store.rounds.close(room.id, roundId, memberId, Date.now());
    await this.#keeper.reveal(room.id, roundId);
    return {};
  }

  /** End a round without results. Whoever opened it, and hosts. */
  async cancel(room: OpenRoom, memberId: string, request: unknown): Promise<object> {
    const { roundId } = parsed(endRoundRequestSchema, request);
    await this.#roundInHands(room, memberId, roundId);
    if (!(await this.#store.rounds.cancel(room.id, roundId, memberId, Date.now()))) throw over();
    await room.changed('round');
    return {};
  }

  async #roundInHands(room: OpenRoom, memberId: string, roundId: string): Promise<Round> {
    const round = await this.#openRound(room, roundId);
    if (!mayEnd(round, memberId, room.roleOf(memberId))) {
      throw new ToileError('role-forbidden', 'Only whoever opened the round, or a host, may do that.');
    }
    return round;
  }

  /** @throws ToileError `round-not-found`, `round-over` */
  async #openRound(room: OpenRoom, roundId: string): Promise<Round> {
    let { urn } = room.facts;
    if (urn?.round.id !== roundId) {
      // Opened on another instance a moment ago, perhaps.
      await room.facts.refresh('round');
      ({ urn } = room.facts);
    }
    if (urn?.round.id === roundId && urn.round.state.kind === 'open') return urn.round;
    const known = urn?.round.id === roundId || (await this.#store.rounds.round(room.id, roundId)) !== null;
    throw known ? over() : new ToileError('round-not-found');
  }
}

const over = () => new ToileError('round-over');

const mayEnd = ({ openedBy }: Round, memberId: string, role: Member['role']): boolean =>
  mayHost(role) || (openedBy === memberId && mayEdit(role));

/** The designs as they are now, in rack order. @throws ToileError `pack-unknown`, `design-not-found` */
function frozen(room: OpenRoom, designIds: readonly string[]): RoundOption[] {
  const designs = readRack(room.doc).filter(({ id }) => designIds.includes(id));
  if (designs.length < designIds.length) throw new ToileError('design-not-found');
  return designs.map((design) => {
    const pack = room.packOf(design);
    if (!pack) throw new ToileError('pack-unknown');
    return { designId: design.id, name: design.name, recipe: recipeText(designRecipe(design, pack)) };
  });
}
