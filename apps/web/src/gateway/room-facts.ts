import {
  type ActivityEntry,
  type LiveView,
  type Locks,
  limits,
  type Member,
  type Role,
  type Room,
  type Tallies,
  ToileError,
} from '@toile/protocol';
import type { Store, Urn } from '@toile/store';
import { SingleFlight } from './single-flight.js';

/** What can change in the store about a room that is open. */
export type Fact = 'room' | 'members' | 'votes' | 'round' | 'activity' | 'liveView' | 'locks';

type FactStore = Pick<Store, 'room' | 'members' | 'votes' | 'rounds' | 'activity' | 'liveViews' | 'locks'>;

const newestActivity = { limit: limits.activityPerPage };

/**
 * What the store says of an open room, kept fresh: read again when somebody says that it has changed. Reads of
 * one kind never overlap, so the last one announced is the newest.
 */
export class RoomFacts {
  readonly #roomId: string;
  readonly #store: FactStore;
  readonly #changed: (fact: Fact) => void;
  readonly #reads: Record<Fact, SingleFlight>;
  #room: Room;
  #members: ReadonlyMap<string, Member>;
  #tallies: Tallies;
  #urn: Urn | null;
  #activity: readonly ActivityEntry[];
  #liveView: LiveView | null;
  #locks: Locks;

  /** @throws ToileError `room-not-found`; rejects as the store does. */
  static async read(roomId: string, store: FactStore, changed: (fact: Fact) => void): Promise<RoomFacts> {
    const [room, members, votes, urn, activity, liveView, locks] = await Promise.all([
      store.room(roomId),
      store.members(roomId),
      store.votes(roomId),
      store.rounds.current(roomId),
      store.activity(roomId, newestActivity),
      store.liveViews.current(roomId),
      store.locks(roomId),
    ]);
    if (room === null) throw new ToileError('room-not-found');
    return new RoomFacts(store, changed, { room, members, votes, urn, activity, liveView, locks });
  }

  private constructor(
    store: FactStore,
    changed: (fact: Fact) => void,
    first: {
      room: Room;
      members: Member[];
      votes: Record<string, string[]>;
      urn: Urn | null;
      activity: ActivityEntry[];
      liveView: LiveView | null;
      locks: Locks;
    },
  ) {
    this.#roomId = first.room.id;
    this.#store = store;
    this.#changed = changed;
    this.#room = first.room;
    this.#members = byId(first.members);
    this.#tallies = { votes: first.votes };
    this.#urn = first.urn;
    this.#activity = first.activity;
    this.#liveView = first.liveView;
    this.#locks = first.locks;
    this.#reads = {
      room: new SingleFlight(() => this.#readRoom()),
      members: new SingleFlight(() => this.#readMembers()),
      votes: new SingleFlight(() => this.#readVotes()),
      round: new SingleFlight(() => this.#readRound()),
      activity: new SingleFlight(() => this.#readActivity()),
      liveView: new SingleFlight(() => this.#readLiveView()),
      locks: new SingleFlight(() => this.#readLocks()),
    };
  }

  get room(): Room {
    return this.#room;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  get tallies(): Tallies {
    return this.#tallies;
  }

  /** The open voting round, else the last one; its `round` stays the same object while nothing in it differs. */
  get urn(): Urn | null {
    return this.#urn;
  }

  /** What happened last, newest first. */
  get activity(): readonly ActivityEntry[] {
    return this.#activity;
  }

  /** The link by which the room can be watched now. */
  get liveView(): LiveView | null {
    return this.#liveView;
  }

  get locks(): Locks {
    return this.#locks;
  }

  member(memberId: string): Member | null {
    return this.#members.get(memberId) ?? null;
  }

  /** The role of a member; that of a stranger where they are none (any more). */
  roleOf(memberId: string): Role {
    return this.member(memberId)?.role ?? 'viewer';
  }

  /** Read again; resolves when this instance has what the store had at the call. Rejects as the store does. */
  refresh(fact: Fact): Promise<void> {
    return this.#reads[fact].run();
  }

  async #readRoom(): Promise<void> {
    const room = await this.#store.room(this.#roomId);
    if (room === null || same(room, this.#room)) return;
    this.#room = room;
    this.#changed('room');
  }

  async #readMembers(): Promise<void> {
    const members = byId(await this.#store.members(this.#roomId));
    if (same([...members], [...this.#members])) return;
    this.#members = members;
    this.#changed('members');
  }

  async #readVotes(): Promise<void> {
    const votes = await this.#store.votes(this.#roomId);
    if (same(votes, this.#tallies.votes)) return;
    this.#tallies = { votes };
    this.#changed('votes');
  }

  async #readLiveView(): Promise<void> {
    const liveView = await this.#store.liveViews.current(this.#roomId);
    if (same(liveView, this.#liveView)) return;
    this.#liveView = liveView;
    this.#changed('liveView');
  }

  async #readLocks(): Promise<void> {
    const locks = await this.#store.locks(this.#roomId);
    if (same(locks, this.#locks)) return;
    this.#locks = locks;
    this.#changed('locks');
  }

  async #readRound(): Promise<void> {
    const urn = await this.#store.rounds.current(this.#roomId);
    if (same(urn, this.#urn)) return;
    const before = this.#urn?.round;
    this.#urn = urn && before && same(urn.round, before) ? { ...urn, round: before } : urn;
    this.#changed('round');
  }

  async #readActivity(): Promise<void> {
    const activity = await this.#store.activity(this.#roomId, newestActivity);
    if (same(activity, this.#activity)) return;
    this.#activity = activity;
    this.#changed('activity');
  }
}

const byId = (members: readonly Member[]) => new Map(members.map((member) => [member.id, member]));
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
