import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorTable, limits, type Member, roomIdSchema, ToileError, yjsPath } from '@toile/protocol';
import type { Store } from '@toile/store';
import { type WebSocket, WebSocketServer } from 'ws';
import { asToileError } from './failure.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { RoomLease, RoomRegistry } from './room-registry.js';
import { sessionFromCookie } from './sessions.js';
import type { UpgradeTarget } from './upgrade-router.js';
import { YjsConnection } from './yjs-connection.js';

interface Guest {
  readonly lease: RoomLease;
  readonly member: Member;
  readonly clientId: number;
}

export interface YjsEndpointOptions {
  readonly store: Store;
  readonly rooms: RoomRegistry;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * The Yjs endpoint: `/yjs/<roomId>?clientId=N`. A connection that may not be is accepted and closed with its
 * error's code, since browsers hide the status of a refused upgrade from the page.
 */
export class YjsEndpoint implements UpgradeTarget {
  readonly #options: YjsEndpointOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
  });

  constructor(options: YjsEndpointOptions) {
    this.#options = options;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Only then upgraded: messages that come meanwhile wait in the socket.
    void this.#admit(request).then((outcome) => {
      if (socket.destroyed) {
        if (!(outcome instanceof ToileError)) outcome.lease.release();
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (ws) => {
        if (outcome instanceof ToileError) refuse(ws, outcome);
        else this.#connect(ws, outcome);
      });
    });
  }

  /** Never rejects: what failed is the answer. */
  async #admit(request: IncomingMessage): Promise<Guest | ToileError> {
    const { store, rooms, log } = this.#options;
    try {
      const { roomId, clientId } = readTarget(request.url ?? '');
      const session = sessionFromCookie(request.headers.cookie);
      const member = session && (await store.memberBySession(roomId, session.hash));
      if (!member) throw await strangerError(store, roomId, session !== null);
      const lease = await rooms.acquire(roomId);
      try {
        await lease.room.meet(member);
        lease.room.checkSpace('doc', member.id);
      } catch (error) {
        lease.release();
        throw error;
      }
      return { lease, member, clientId };
    } catch (error) {
      const failure = asToileError(error);
      if (failure.code === 'internal') log.error({ err: error }, 'a Yjs connection could not be opened');
      return failure;
    }
  }

  #connect(ws: WebSocket, { lease, member, clientId }: Guest): void {
    const { metrics, log, store } = this.#options;
    const { room } = lease;
    const connection = new YjsConnection({ ws, room, memberId: member.id, clientId, metrics, log });
    metrics.connections.inc({ wire: 'yjs' });
    let leave = () => room.log.forget(connection);
    ws.on('close', () => {
      metrics.connections.dec({ wire: 'yjs' });
      leave();
      lease.release();
    });
    try {
      const letGo = room.joinDoc(connection);
      leave = () => {
        room.log.forget(connection);
        letGo();
      };
      connection.greet(room.presence.everyone());
    } catch (error) {
      connection.end(asToileError(error));
    }
    store.visited(room.id, member.id, Date.now()).catch((error: unknown) => {
      log.debug({ roomId: room.id, err: error }, 'a visit could not be written down');
    });
  }
}

/** @throws ToileError `room-not-found` for a path that cannot be a room's, `bad-request` without a clientId. */
function readTarget(url: string): { roomId: string; clientId: number } {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const roomId = roomIdSchema.safeParse(pathname.slice(yjsPath.length + 1));
  if (!roomId.success) throw new ToileError('room-not-found');
  const text = searchParams.get('clientId') ?? '';
  const clientId = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(clientId)) {
    throw new ToileError('bad-request', 'clientId: expected the clientID of the document.');
  }
  return { roomId: roomId.data, clientId };
}

/** Why somebody who is no member of a room may not enter it. */
export async function strangerError(
  store: Pick<Store, 'room'>,
  roomId: string,
  hasSession: boolean,
): Promise<ToileError> {
  if ((await store.room(roomId)) === null) return new ToileError('room-not-found');
  return new ToileError(hasSession ? 'not-a-member' : 'unauthenticated');
}

function refuse(ws: WebSocket, error: ToileError): void {
  ws.on('error', () => ws.terminate());
  ws.close(errorTable[error.code].closeCode, error.message.slice(0, 120));
}
