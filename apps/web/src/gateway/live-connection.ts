import {
  type ActivityEvent,
  type Answer,
  type ClientToServerEvents,
  type ErrorBody,
  gatherRequestSchema,
  type Locks,
  limits,
  type Member,
  mayComment,
  mayHost,
  mayVote,
  type Renderer,
  type Room,
  type RoundEvent,
  type RoundProgress,
  reactRequestSchema,
  redrawRequestSchema,
  type ServerToClientEvents,
  type Signal,
  type Tallies,
  ToileError,
  voteRequestSchema,
} from '@toile/protocol';
import { designMap } from '@toile/room';
import type { Store } from '@toile/store';
import type { Socket } from 'socket.io';
import { asToileError } from './failure.js';
import { FrameLane } from './frame-fanout.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { LivePeer, OpenRoom } from './open-room.js';
import { parsed } from './parsed.js';
import type { ShownFrame } from './render-director.js';
import { TokenBucket } from './token-bucket.js';

export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** One socket.io connection of a member to a room. */
export class LiveConnection implements LivePeer {
  readonly memberId: string;
  readonly room: OpenRoom;
  readonly #socket: LiveSocket;
  readonly #store: Pick<Store, 'setVote'>;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #frames: FrameLane;
  readonly #reactions = new TokenBucket(limits.reactionsPerSecond, limits.reactionsBurst);
  readonly #gathers = new TokenBucket(limits.gathersPerMinute / 60, limits.gathersPerMinute);
  readonly #requests = new TokenBucket(limits.requestsPerSecond, 2 * limits.requestsPerSecond);

  constructor(options: {
    socket: LiveSocket;
    room: OpenRoom;
    memberId: string;
    store: Pick<Store, 'setVote'>;
    metrics: Metrics;
    log: Log;
  }) {
    const { socket, room, metrics } = options;
    this.memberId = options.memberId;
    this.#socket = socket;
    this.room = room;
    this.#store = options.store;
    this.#metrics = metrics;
    this.#log = options.log;
    this.#frames = new FrameLane({
      send: async (event, bytes, timeoutMs) => {
        await socket.timeout(timeoutMs).emitWithAck('frame', event, bytes);
      },
      isCurrent: (designId, hash) => room.director.isCurrent(designId, hash),
      stalled: () => this.end(new ToileError('slow-reader')),
      metrics,
    });
  }

  /** First event of the connection; afterwards what clients ask for is answered. */
  welcome(me: Member, renderer: Renderer): void {
    const { room, members, tallies } = this.room.facts;
    const online = [...new Set([...this.room.online, me.id])].sort();
    const round = this.room.roundFor(me.id);
    const activity = this.room.facts.activity.slice(0, limits.activityAtWelcome);
    const here = { members: [...members], online };
    const { locks } = this.room.facts;
    this.#socket.emit('welcome', { room, me, ...here, tallies, renderer, locks, round, activity });
  }

  /** @throws ToileError */
  async vote(request: unknown): Promise<{ tallies: Tallies }> {
    const { designId, vote } = parsed(voteRequestSchema, request);
    if (!mayVote(this.room.roleOf(this.memberId))) throw new ToileError('role-forbidden');
    if (!designMap(this.room.doc, designId)) throw new ToileError('design-not-found');
    await this.#store.setVote(this.room.id, designId, this.memberId, vote, Date.now());
    await this.room.changed('votes');
    return { tallies: this.room.facts.tallies };
  }

  /** @throws ToileError */
  async redraw(request: unknown): Promise<object> {
    const { designId } = parsed(redrawRequestSchema, request);
    if (!this.room.director.redraw(designId)) throw new ToileError('design-not-found');
    return {};
  }

  /** @throws ToileError */
  async react(request: unknown): Promise<object> {
    const reaction = parsed(reactRequestSchema, request);
    if (!mayComment(this.room.roleOf(this.memberId))) throw new ToileError('role-forbidden');
    if (!this.#reactions.take()) throw new ToileError('rate-limited');
    this.room.signal({ kind: 'reaction', by: this.memberId, ...reaction }, this);
    return {};
  }

  /** @throws ToileError */
  async gather(request: unknown): Promise<object> {
    const { designId } = parsed(gatherRequestSchema, request);
    if (!mayHost(this.room.roleOf(this.memberId))) throw new ToileError('role-forbidden');
    if (!designMap(this.room.doc, designId)) throw new ToileError('design-not-found');
    if (!this.#gathers.take()) throw new ToileError('rate-limited');
    this.room.signal({ kind: 'gather', by: this.memberId, designId }, this);
    return {};
  }

  /** Answer a request by `work`, within the limits of a connection. Never rejects. */
  async answer<T extends object>(
    reply: ((answer: Answer<T>) => void) | undefined,
    work: () => Promise<T>,
  ): Promise<void> {
    let answer: Answer<T>;
    try {
      if (!this.#requests.take()) throw new ToileError('rate-limited');
      answer = { ok: true, ...(await work()) };
    } catch (error) {
      const failure = asToileError(error);
      if (failure.code === 'internal') this.#log.error({ err: error }, 'a request could not be answered');
      answer = { ok: false, error: failure.toBody() };
    }
    if (typeof reply === 'function') reply(answer);
  }

  frame(shown: ShownFrame, fresh: boolean): void {
    this.#frames.push(shown, fresh);
  }

  renderFailed(designId: string, hash: string, error: ErrorBody): void {
    this.#socket.emit('render-failed', { designId, hash, error });
  }

  tallies(tallies: Tallies): void {
    this.#socket.emit('tallies', tallies);
  }

  watching(count: number): void {
    this.#socket.emit('watching', { count });
  }

  members(members: readonly Member[], online: readonly string[]): void {
    this.#socket.emit('members', { members: [...members], online: [...online] });
  }

  round(event: RoundEvent): void {
    this.#socket.emit('round', event);
  }

  roundProgress(progress: RoundProgress): void {
    this.#socket.emit('round-progress', progress);
  }

  locks(locks: Locks): void {
    this.#socket.emit('locks', locks);
  }

  signal(signal: Signal): void {
    this.#socket.emit('signal', signal);
  }

  roomChanged(room: Room): void {
    this.#socket.emit('room', room);
  }

  activity(event: ActivityEvent): void {
    this.#socket.emit('activity', event);
  }

  end(error: ToileError): void {
    this.#metrics.closed.inc({ code: error.code });
    this.#frames.close();
    this.#socket.emit('refused', error.toBody());
    this.#socket.disconnect(true);
  }

  /** The socket is gone. */
  closed(): void {
    this.#frames.close();
  }
}
