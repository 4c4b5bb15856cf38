import {
  type ActivityEvent,
  type Author,
  type ErrorBody,
  type Locks,
  limits,
  type Member,
  namedEntryId,
  type Role,
  type Room,
  type RoundEvent,
  type RoundProgress,
  randomId,
  type Signal,
  type Tallies,
  ToileError,
} from '@toile/protocol';
import type { RenderQueue, RoomBus, RoomMessage } from '@toile/queue';
import { AdmissionDoc, type AdmissionResult, migrate, type RoomLocks } from '@toile/room';
import type { Store } from '@toile/store';
import * as Y from 'yjs';
import type { AwarenessBundle } from './awareness-update.js';
import { DocLog, fromStore } from './doc-log.js';
import { activityNews } from './history/activity-news.js';
import { VersionKeeper } from './history/version-keeper.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { PackOf, PackShelf } from './pack-shelf.js';
import { RenderDirector, type ShownFrame } from './render-director.js';
import { RoomDescription } from './room-description.js';
import { type Fact, RoomFacts } from './room-facts.js';
import { RoomPresence } from './room-presence.js';
import { ProgressTeller } from './rounds/progress-teller.js';
import type { RoundKeeper } from './rounds/round-keeper.js';
import { ballotOf, progressForAll } from './rounds/urn-count.js';
import { RoomWatchers } from './watch/room-watchers.js';
import { updateMessage } from './yjs-messages.js';

/** A connection on the Yjs endpoint, as its room sees it. */
export interface DocPeer {
  readonly memberId: string;
  readonly clientId: number;
  send(message: Uint8Array): void;
  sendPresence(bundle: AwarenessBundle): void;
  heartbeat(): void;
  /** End at once, without a word. */
  drop(): void;
  end(error: ToileError): void;
}

/** A socket.io connection, as its room sees it. */
export interface LivePeer {
  readonly memberId: string;
  frame(shown: ShownFrame, fresh: boolean): void;
  renderFailed(designId: string, hash: string, error: ErrorBody): void;
  tallies(tallies: Tallies): void;
  members(members: readonly Member[], online: readonly string[]): void;
  /** So many watch by the live view. */
  watching(count: number): void;
  roomChanged(room: Room): void;
  locks(locks: Locks): void;
  signal(signal: Signal): void;
  round(event: RoundEvent): void;
  roundProgress(progress: RoundProgress): void;
  activity(event: ActivityEvent): void;
  end(error: ToileError): void;
}

export interface RoomParts {
  readonly store: Store;
  readonly queue: RenderQueue;
  readonly bus: RoomBus;
  readonly packs: PackShelf;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Reveals rounds when their time is up. */
  readonly keeper: Pick<RoundKeeper, 'watch'>;
  /** How often the store is looked at for what the bus may have lost, in ms; null where nobody else writes. */
  readonly pollMs: number | null;
  /** Of the commit loop; see `DocLogOptions`. */
  readonly retryMs?: readonly [number, number];
  /** Of the versions; see `VersionKeeperOptions`. */
  readonly settleMs?: number | undefined;
}

const heartbeatMs = 15_000;
/** Below this many connections presence is sent on every 50 ms, above it in proportion less often. */
const quickPresence = { connections: 32, flushMs: 50 };
/** Rows that make a snapshot worth while when a room is closed. */
const compactAtCloseRows = 20;

/** A room in memory: its document, and everyone of this instance who is in it. */
export class OpenRoom {
  readonly id: string;
  readonly log: DocLog;
  readonly presence: RoomPresence;
  readonly watchers: RoomWatchers;
  readonly director: RenderDirector;
  readonly facts: RoomFacts;
  readonly versions: VersionKeeper;
  readonly #parts: RoomParts;
  readonly #admission: AdmissionDoc;
  readonly #description: RoomDescription;
  readonly #docPeers = new Set<DocPeer>();
  readonly #livePeers = new Set<LivePeer>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #progress = new ProgressTeller({
    listeners: this.#livePeers,
    standing: () => {
      const { urn, members } = this.facts;
      const forAll = progressForAll(urn, members);
      return forAll && { forAll, ballotOf: (memberId) => ballotOf(urn, memberId) };
    },
  });
  /** Names this instance to the others, in what it counts. */
  readonly #instance = randomId(8);
  #unsubscribe: () => Promise<void> = async () => undefined;
  #toldOnline = '';
  #toldRound: RoundEvent['round'];
  #toldActivity: RoomFacts['activity'];
  #closed = false;
  #locks: RoomLocks;

  /**
   * Read a room from the store.
   * @throws ToileError `room-not-found`; LayoutError; rejects as the store does.
   */
  static async open(roomId: string, parts: RoomParts): Promise<OpenRoom> {
    // Subscribed before the log is read, so that no row falls between the two.
    let room: OpenRoom | null = null;
    const early: (RoomMessage | 'gap')[] = [];
    const unsubscribe = await parts.bus.subscribe(roomId, {
      message: (message) => (room ? room.#receive(message) : early.push(message)),
      gap: () => (room ? room.#gap() : early.push('gap')),
    });
    try {
      const facts = await RoomFacts.read(roomId, parts.store, (fact) => {
        if (room) room.#factChanged(fact);
      });
      const loaded = await parts.store.docLog(roomId, 0);
      // A pack that is missing keeps nobody out of the room: it only leaves it without pictures.
      await parts.packs.byId(facts.room.packId).catch((error: unknown) => {
        parts.log.warn({ roomId, packId: facts.room.packId, err: error }, 'the pack of a room is not here');
      });
      room = new OpenRoom(facts, loaded, parts);
      room.#unsubscribe = unsubscribe;
      for (const message of early) message === 'gap' ? room.#gap() : room.#receive(message);
      room.#publish({ kind: 'awareness-query' });
      return room;
    } catch (error) {
      await unsubscribe();
      throw error;
    }
  }

  private constructor(facts: RoomFacts, loaded: Awaited<ReturnType<Store['docLog']>>, parts: RoomParts) {
    const roomId = facts.room.id;
    this.id = roomId;
    this.facts = facts;
    this.#locks = locksForAdmission(facts.locks);
    this.#toldRound = facts.urn?.round ?? null;
    this.#toldActivity = facts.activity;
    this.#parts = parts;
    const doc = new Y.Doc();
    if (loaded.snapshot) Y.applyUpdate(doc, loaded.snapshot.update, fromStore);
    for (const { update } of loaded.updates) Y.applyUpdate(doc, update, fromStore);
    const migrated: Uint8Array[] = [];
    doc.once('update', (update) => migrated.push(update));
    migrate(doc);
    this.#admission = new AdmissionDoc(doc);
    this.log = new DocLog({ ...parts, roomId, room: this.#admission, loaded });
    for (const update of migrated) this.log.record(update);
    doc.on('update', this.#forward);

    this.presence = new RoomPresence({
      send: (bundle) => {
        for (const peer of this.#docPeers) peer.sendPresence(bundle);
      },
      publish: (update) => this.#publish({ kind: 'awareness', update }),
      peopleChanged: () => this.#tellMembers(),
      flushMs: () => quickPresence.flushMs * Math.max(1, this.#docPeers.size / quickPresence.connections),
    });
    this.watchers = new RoomWatchers({
      doc,
      roomName: () => this.facts.room.name,
      publish: (count) => this.#publish({ kind: 'watching', instance: this.#instance, count }),
      counted: (count) => {
        for (const peer of this.#livePeers) peer.watching(count);
      },
    });
    this.#description = new RoomDescription({ ...parts, roomId, doc, packOf: this.packOf });
    this.director = new RenderDirector({
      ...parts,
      roomId,
      doc,
      packOf: this.packOf,
      show: (shown, fresh) => {
        for (const peer of this.#livePeers) peer.frame(shown, fresh);
        this.watchers.show(shown, fresh);
      },
      failed: (designId, hash, error) => {
        for (const peer of this.#livePeers) peer.renderFailed(designId, hash, error);
      },
    });
    this.versions = new VersionKeeper({
      ...parts,
      roomId,
      doc,
      authorOf: (origin) => (this.#docPeers.has(origin as DocPeer) ? this.#author(origin as DocPeer) : null),
      isHeld: (designId) => this.presence.isHeld(designId),
      added: () => {
        this.changed('activity').catch((error: unknown) => this.#notReadYet('activity', error));
      },
    });
    this.#every(heartbeatMs, () => {
      for (const peer of this.#docPeers) peer.heartbeat();
      this.watchers.announce();
    });
    if (parts.pollMs !== null) this.#every(parts.pollMs, () => this.#gap());
    this.#watchRound();
  }

  get doc(): Y.Doc {
    return this.#admission.doc;
  }

  readonly packOf: PackOf = ({ pack }) => this.#parts.packs.known(pack ?? this.facts.room.packId);

  roleOf(memberId: string): Role {
    return this.facts.roleOf(memberId);
  }

  /** Member ids with an open connection, on this instance or seen on another. */
  get online(): string[] {
    const here = [...this.#docPeers, ...this.#livePeers].map((peer) => peer.memberId);
    const members = new Set([...here, ...this.presence.membersElsewhere()]);
    return [...members].filter((memberId) => this.facts.member(memberId) !== null).sort();
  }

  /** Apply an update of `from` if it may be, by what its member may do. Others see it at once; `log.settle` says when it is saved. */
  admit(update: Uint8Array, from: DocPeer): AdmissionResult {
    const { memberId, clientId } = from;
    return this.#admission.admit(update, from, {
      memberId,
      clientId,
      role: this.roleOf(memberId),
      locks: this.#locks,
    });
  }

  /**
   * Take in a connection. Answers a function that lets it go.
   * @throws ToileError `bad-request` where somebody else has its clientId.
   */
  joinDoc(peer: DocPeer): () => void {
    const holder = this.presence.holder(peer.clientId);
    if (holder !== null && holder !== peer.memberId) {
      throw new ToileError('bad-request', 'This clientId is in use by somebody else.');
    }
    // Somebody who came back before their old connection was known to be lost.
    const before = [...this.#docPeers].find((other) => other.clientId === peer.clientId);
    if (before) {
      this.#docPeers.delete(before);
      before.drop();
    }
    this.#docPeers.add(peer);
    this.#tellMembers();
    return () => {
      if (!this.#docPeers.delete(peer)) return;
      this.presence.leave(peer.clientId);
      this.#tellMembers();
    };
  }

  joinLive(peer: LivePeer): () => void {
    this.#livePeers.add(peer);
    this.#tellMembers();
    if (this.watchers.count > 0) peer.watching(this.watchers.count);
    for (const shown of this.director.frames()) peer.frame(shown, false);
    for (const { designId, hash, error } of this.director.failures())
      peer.renderFailed(designId, hash, error);
    return () => {
      if (this.#livePeers.delete(peer)) this.#tellMembers();
    };
  }

  /** The voting round as one member may see it. */
  roundFor(memberId: string): RoundEvent {
    const { urn, members } = this.facts;
    const progress = progressForAll(urn, members);
    return {
      serverTimeMs: Date.now(),
      round: urn?.round ?? null,
      progress: progress && { ...progress, mine: ballotOf(urn, memberId) },
    };
  }

  /** Make sure that what is known of a member is not older than `member`. Rejects as the store does. */
  async meet(member: Member): Promise<void> {
    if (JSON.stringify(this.facts.member(member.id)) !== JSON.stringify(member))
      await this.facts.refresh('members');
  }

  /** @throws ToileError where one more connection of this member is too many on that wire. */
  checkSpace(wire: 'doc' | 'live', memberId: string): void {
    const peers = [...(wire === 'doc' ? this.#docPeers : this.#livePeers)];
    if (peers.length >= limits.connectionsPerRoom) {
      const limit = { name: 'connectionsPerRoom', value: limits.connectionsPerRoom };
      throw new ToileError('room-full', undefined, { limit });
    }
    if (peers.filter((peer) => peer.memberId === memberId).length >= limits.connectionsPerMember) {
      const limit = { name: 'connectionsPerMember', value: limits.connectionsPerMember };
      throw new ToileError('rate-limited', 'You have this room open in too many places.', { limit });
    }
  }

  /** Something in the store was changed by this instance: read it, and tell the others to. Rejects as the store does. */
  async changed(what: Fact | 'removed'): Promise<void> {
    this.#publish({ kind: 'changed', what });
    await this.facts.refresh(what === 'removed' ? 'members' : what);
  }

  /** Tell everyone else in the room, here and on other instances. */
  signal(signal: Signal, from: LivePeer): void {
    this.#publish({ kind: 'signal', signal });
    this.#signal(signal, from);
  }

  /** A version has lost its name: tell everyone, here and on other instances, though it happened long ago. */
  unnamed(versionId: string): void {
    this.#publish({ kind: 'unnamed', versionId });
    this.#tellUnnamed(versionId);
  }

  /** End every connection. */
  endAll(error: ToileError): void {
    for (const peer of [...this.#docPeers, ...this.#livePeers]) peer.end(error);
    this.watchers.endAll(error);
  }

  /** Save everything that is not saved; resolves when it is, however long the store takes. */
  async settle(): Promise<void> {
    await this.#description.flush();
    await this.log.flush();
    await this.versions.flush();
    await this.log.compact(compactAtCloseRows);
  }

  /** Let go of everything. What is not saved is lost: `settle` first. Never rejects. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    const aloneHere = this.presence.membersElsewhere().size === 0;
    this.presence.close();
    this.watchers.close();
    this.#progress.close();
    this.log.close();
    this.versions.close();
    this.doc.off('update', this.#forward);
    await this.director.close({ withdraw: aloneHere });
    this.#admission.destroy();
    await this.#unsubscribe().catch((error: unknown) => {
      this.#parts.log.debug({ roomId: this.id, err: error }, 'the subscription of a closed room was lost');
    });
  }

  readonly #forward = (update: Uint8Array, origin: unknown): void => {
    const message = updateMessage(update);
    for (const peer of this.#docPeers) if (peer !== origin) peer.send(message);
    this.#description.touch();
    this.watchers.touch();
  };

  #receive(message: RoomMessage): void {
    if (this.#closed) return;
    if (message.kind === 'doc') this.log.receive(message.seq, message.update);
    else if (message.kind === 'awareness-query') this.#announce();
    else if (message.kind === 'watching') this.watchers.receive(message.instance, message.count);
    else if (message.kind === 'signal') this.#signal(message.signal, null);
    else if (message.kind === 'unnamed') this.#tellUnnamed(message.versionId);
    else if (message.kind === 'changed') this.#refresh(message.what === 'removed' ? 'members' : message.what);
    else this.#receivePresence(message.update);
  }

  #announce(): void {
    this.presence.announce();
    this.watchers.announce();
  }

  #receivePresence(update: Uint8Array): void {
    try {
      this.presence.receive(update);
    } catch (error) {
      this.#parts.log.warn({ roomId: this.id, err: error }, 'presence of another instance could not be read');
    }
  }

  /** Messages may have been missed: the store knows. */
  #gap(): void {
    if (this.#closed) return;
    this.log.catchUp();
    for (const fact of allFacts) this.#refresh(fact);
  }

  #signal(signal: Signal, from: LivePeer | null): void {
    for (const peer of this.#livePeers) if (peer !== from) peer.signal(signal);
  }

  #tellUnnamed(versionId: string): void {
    const news = { entries: [], gone: [namedEntryId(versionId)], gap: false };
    for (const peer of this.#livePeers) peer.activity(news);
  }

  #refresh(fact: Fact): void {
    this.facts.refresh(fact).catch((error: unknown) => this.#notReadYet(fact, error));
  }

  #notReadYet(fact: Fact, error: unknown): void {
    this.#parts.log.warn({ roomId: this.id, fact, err: error }, 'a change of a room could not be read yet');
  }

  #author({ memberId }: DocPeer): Author {
    return { id: memberId, name: this.facts.member(memberId)?.name ?? 'Someone' };
  }

  #factChanged(fact: Fact): void {
    if (this.#closed) return;
    const { room, tallies } = this.facts;
    if (fact === 'room') for (const peer of this.#livePeers) peer.roomChanged(room);
    if (fact === 'room') this.watchers.touch();
    if (fact === 'liveView') this.watchers.keepOnly(this.facts.liveView?.id ?? null);
    if (fact === 'locks') {
      this.#locks = locksForAdmission(this.facts.locks);
      for (const peer of this.#livePeers) peer.locks(this.facts.locks);
    }
    if (fact === 'votes') for (const peer of this.#livePeers) peer.tallies(tallies);
    if (fact === 'activity') this.#tellActivity();
    else if (fact !== 'room') this.#refresh('activity');
    if (fact === 'members') {
      for (const peer of [...this.#docPeers, ...this.#livePeers]) {
        if (this.facts.member(peer.memberId) === null) peer.end(new ToileError('not-a-member'));
      }
      this.#toldOnline = '';
      this.#tellMembers();
      this.#progress.changed();
    }
    if (fact === 'round') this.#roundChanged();
  }

  #roundChanged(): void {
    const round = this.facts.urn?.round ?? null;
    if (round === this.#toldRound) {
      this.#progress.changed();
    } else {
      this.#toldRound = round;
      this.#progress.restart();
      for (const peer of this.#livePeers) peer.round(this.roundFor(peer.memberId));
      this.#watchRound();
    }
  }

  #watchRound(): void {
    const { urn } = this.facts;
    if (urn?.round.state.kind !== 'open' || urn.round.state.closesAtMs === null) return;
    this.#parts.keeper.watch(this.id, urn.round.id, urn.round.state.closesAtMs);
  }

  /** Tell everyone who is in the room and who is there now, where that has changed. */
  #tellMembers(): void {
    const { online } = this;
    const text = JSON.stringify(online);
    if (text === this.#toldOnline) return;
    this.#toldOnline = text;
    for (const peer of this.#livePeers) peer.members(this.facts.members, online);
  }

  #tellActivity(): void {
    const news = activityNews(this.#toldActivity, this.facts.activity);
    this.#toldActivity = this.facts.activity;
    if (news) for (const peer of this.#livePeers) peer.activity(news);
  }

  #publish(message: RoomMessage): void {
    this.#parts.bus.publish(this.id, message).catch((error: unknown) => {
      this.#parts.log.debug(
        { roomId: this.id, kind: message.kind, err: error },
        'other instances hear it later',
      );
    });
  }

  #every(ms: number, task: () => void): void {
    const timer = setInterval(task, ms);
    timer.unref();
    this.#timers.push(timer);
  }
}

const allFacts = ['room', 'members', 'votes', 'round', 'activity', 'liveView', 'locks'] as const;

const locksForAdmission = ({ room, designs }: Locks): RoomLocks => ({
  room: room !== null,
  designIds: new Set(Object.keys(designs)),
});
