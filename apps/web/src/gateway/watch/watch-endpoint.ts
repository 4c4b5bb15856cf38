import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  inviteTokenSchema,
  type ServerToWatcherEvents,
  ToileError,
  type WatcherToServerEvents,
  watchPath,
} from '@toile/protocol';
import type { Store } from '@toile/store';
import { Server } from 'socket.io';
import { clientAddress } from '../client-address.js';
import { asToileError } from '../failure.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { RateLimits } from '../rate-limits.js';
import type { RoomRegistry } from '../room-registry.js';
import { tokenHash } from '../sessions.js';
import type { UpgradeTarget } from '../upgrade-router.js';
import { WatchConnection, type WatchSocket } from './watch-connection.js';

interface Upgradable {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface WatchEndpointOptions {
  readonly store: Pick<Store, 'liveViews'>;
  readonly rooms: RoomRegistry;
  readonly rateLimits: RateLimits;
  readonly trustProxy: boolean;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * The socket.io endpoint of live views, for pages on any site: it looks at no cookie, so no page can borrow a
 * member's rights here, and it takes no request. The token comes in the first message, not in an address.
 */
export class WatchEndpoint implements UpgradeTarget {
  readonly #options: WatchEndpointOptions;
  readonly #io: Server<WatcherToServerEvents, ServerToWatcherEvents>;
  readonly #views = new WeakMap<WatchSocket, { roomId: string; viewId: string }>();

  constructor(options: WatchEndpointOptions) {
    this.#options = options;
    this.#io = new Server({
      path: watchPath,
      transports: ['websocket'],
      serveClient: false,
      // A watcher sends its token and acknowledges.
      maxHttpBufferSize: 4_096,
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

  async close(): Promise<void> {
    await this.#io.close();
  }

  async #authenticate(socket: WatchSocket): Promise<void> {
    const { store, rateLimits, trustProxy } = this.#options;
    const address = clientAddress(socket.request, trustProxy);
    await rateLimits.check('inviteTriesPerMinutePerAddress', address);
    const token = inviteTokenSchema.safeParse(socket.handshake.auth.token);
    const found = token.success ? await store.liveViews.byToken(tokenHash(token.data)) : null;
    if (found === null) {
      await rateLimits.take('inviteTriesPerMinutePerAddress', address);
      throw new ToileError('invite-unknown');
    }
    if (found.revoked) throw new ToileError('invite-revoked');
    this.#views.set(socket, { roomId: found.roomId, viewId: found.view.id });
  }

  #connect(socket: WatchSocket): void {
    const { metrics } = this.#options;
    metrics.connections.inc({ wire: 'watch' });
    socket.once('disconnect', () => metrics.connections.dec({ wire: 'watch' }));
    this.#open(socket).catch((error: unknown) => {
      socket.emit('refused', this.#refusal(error).data);
      socket.disconnect(true);
    });
  }

  async #open(socket: WatchSocket): Promise<void> {
    const { rooms, metrics } = this.#options;
    const view = this.#views.get(socket);
    if (!view) throw new ToileError('invite-unknown');
    const lease = await rooms.acquire(view.roomId);
    const { room } = lease;
    try {
      // It may have been revoked while the room was opened.
      await room.facts.refresh('liveView');
      if (room.facts.liveView?.id !== view.viewId) throw new ToileError('invite-revoked');
      if (!socket.connected) {
        lease.release();
        return;
      }
      const connection = new WatchConnection({ socket, room, viewId: view.viewId, metrics });
      const leave = room.watchers.join(connection, room.director.frames());
      socket.once('disconnect', () => {
        connection.closed();
        leave();
        lease.release();
      });
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  #refusal(error: unknown): Error & { data: ReturnType<ToileError['toBody']> } {
    const failure = asToileError(error);
    if (failure.code === 'internal') this.#options.log.error({ err: error }, 'a watcher could not be let in');
    return Object.assign(new Error(failure.message), { data: failure.toBody() });
  }
}
