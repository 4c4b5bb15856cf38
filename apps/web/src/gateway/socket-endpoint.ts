import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type Answer,
  type ClientToServerEvents,
  limits,
  type Member,
  type Renderer,
  roomIdSchema,
  type ServerToClientEvents,
  socketPath,
  ToileError,
} from '@toile/protocol';
import type { Store } from '@toile/store';
import { Server } from 'socket.io';
import { asToileError } from './failure.js';
import type { HistoryDesk } from './history/history-desk.js';
import { LiveConnection, type LiveSocket } from './live-connection.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { RoomRegistry } from './room-registry.js';
import type { RoundDesk } from './rounds/round-desk.js';
import { sessionFromCookie } from './sessions.js';
import { setLock } from './set-lock.js';
import type { UpgradeTarget } from './upgrade-router.js';
import { strangerError } from './yjs-endpoint.js';

interface Upgradable {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface SocketEndpointOptions {
  readonly store: Store;
  readonly rooms: RoomRegistry;
  readonly desk: RoundDesk;
  readonly history: HistoryDesk;
  readonly renderer: () => Renderer;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * The socket.io endpoint: frames, votes, people. WebSocket only. A connection that may not be gets
 * `connect_error` with the error's body as `data`.
 */
export class SocketEndpoint implements UpgradeTarget {
  readonly #options: SocketEndpointOptions;
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents>;
  readonly #members = new WeakMap<LiveSocket, { roomId: string; member: Member }>();

  constructor(options: SocketEndpointOptions) {
    this.#options = options;
    this.#io = new Server({
      path: socketPath,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: limits.messageBytes,
      perMessageDeflate: false,
      destroyUpgrade: false,
      connectTimeout: 10_000,
    });
    // socket.io takes over a server's request and upgrade events; one that never listens leaves ours alone.
    this.#io.attach(createServer());
    this.#io.use((socket, next) => {
      this.#authenticate(socket).then(
        () => next(),
        (error: unknown) => next(this.#refusal(error)),
      );
    });
    this.#io.on('connection', (socket) => this.#connect(socket));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    (this.#io.engine as unknown as Upgradable).handleUpgrade(request, socket, head);
  }

  /** Tell everyone what draws now. */
  tellRenderer(renderer: Renderer): void {
    this.#io.emit('renderer', renderer);
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  async #authenticate(socket: LiveSocket): Promise<void> {
    const roomId = roomIdSchema.safeParse(socket.handshake.auth.roomId);
    if (!roomId.success) throw new ToileError('room-not-found');
    const session = sessionFromCookie(socket.handshake.headers.cookie);
    const { store } = this.#options;
    const member = session && (await store.memberBySession(roomId.data, session.hash));
    if (!member) throw await strangerError(store, roomId.data, session !== null);
    this.#members.set(socket, { roomId: roomId.data, member });
  }

  #connect(socket: LiveSocket): void {
    const { metrics } = this.#options;
    metrics.connections.inc({ wire: 'live' });
    socket.once('disconnect', () => metrics.connections.dec({ wire: 'live' }));
    const opening = this.#open(socket).catch((error: unknown) => {
      socket.emit('refused', this.#refusal(error).data);
      socket.disconnect(true);
      return null;
    });
    // Requests may come before the room is open: they wait for it.
    const answered =
      <T extends object>(work: (here: LiveConnection, request: unknown) => Promise<T>) =>
      async (request: unknown, reply: (answer: Answer<T>) => void): Promise<void> => {
        const connection = await opening;
        await connection?.answer(reply, () => work(connection, request));
      };
    const { desk, history } = this.#options;
    socket.on(
      'vote',
      answered((here, request) => here.vote(request)),
    );
    socket.on(
      'redraw',
      answered((here, request) => here.redraw(request)),
    );
    socket.on(
      'lock',
      answered(({ room, memberId }, request) => setLock(this.#options.store, room, memberId, request)),
    );
    socket.on(
      'react',
      answered((here, request) => here.react(request)),
    );
    socket.on(
      'gather',
      answered((here, request) => here.gather(request)),
    );
    socket.on(
      'round-open',
      answered(({ room, memberId }, request) => desk.open(room, memberId, request)),
    );
    socket.on(
      'round-cast',
      answered(({ room, memberId }, request) => desk.cast(room, memberId, request)),
    );
    socket.on(
      'round-extend',
      answered(({ room, memberId }, request) => desk.extend(room, memberId, request)),
    );
    socket.on(
      'round-reveal',
      answered(({ room, memberId }, request) => desk.reveal(room, memberId, request)),
    );
    socket.on(
      'round-cancel',
      answered(({ room, memberId }, request) => desk.cancel(room, memberId, request)),
    );
    socket.on(
      'versions',
      answered(({ room }, request) => history.versions(room, request)),
    );
    socket.on(
      'name-version',
      answered(({ room, memberId }, request) => history.name(room, memberId, request)),
    );
    socket.on(
      'older-activity',
      answered(({ room }, request) => history.activity(room, request)),
    );
  }

  /** Bring a connection into its room; null where it is gone by then. */
  async #open(socket: LiveSocket): Promise<LiveConnection | null> {
    const { store, rooms, renderer, metrics, log } = this.#options;
    const guest = this.#members.get(socket);
    if (!guest) throw new ToileError('unauthenticated');
    const { roomId, member } = guest;
    const lease = await rooms.acquire(roomId);
    const { room } = lease;
    try {
      await room.meet(member);
      room.checkSpace('live', member.id);
    } catch (error) {
      lease.release();
      throw error;
    }
    if (!socket.connected) {
      lease.release();
      return null;
    }
    const connection = new LiveConnection({ socket, room, memberId: member.id, store, metrics, log });
    connection.welcome(member, renderer());
    const leave = room.joinLive(connection);
    socket.once('disconnect', () => {
      connection.closed();
      leave();
      lease.release();
    });
    return connection;
  }

  #refusal(error: unknown): Error & { data: ReturnType<ToileError['toBody']> } {
    const failure = asToileError(error);
    if (failure.code === 'internal') this.#options.log.error({ err: error }, 'a socket could not be opened');
    return Object.assign(new Error(failure.message), { data: failure.toBody() });
  }
}
