import { sessionCookie } from '@toile/protocol';
import WebSocket from 'ws';
import { RoomClient, type RoomClientOptions } from './room-client.js';
import { ToileHttp } from './toile-http.js';

const handshakeTimeoutMs = 10_000;
/** How long a closing handshake may take before the socket is cut. */
const closeTimeoutMs = 1_000;

/** HTTP for programs: learns its session from the first answer that sets one, and shows it from then on. */
export function nodeToileHttp(options: { baseUrl: string; session?: string | null }): ToileHttp {
  return new ToileHttp(options);
}

/** Open a room from Node.js (20 and up), under the session that `http` has: enter the room over HTTP first. */
export function openNodeRoom(options: Omit<RoomClientOptions, 'WebSocket'>): RoomClient {
  return RoomClient.open({ ...options, WebSocket: sessionWebSocket(options.http) });
}

/** `ws` with the session cookie, in the shape of the browser's WebSocket. */
function sessionWebSocket(http: ToileHttp): typeof globalThis.WebSocket {
  class SessionWebSocket extends WebSocket {
    constructor(url: string | URL, protocols: string | string[] = []) {
      const headers = http.session === null ? {} : { cookie: `${sessionCookie}=${http.session}` };
      const options = { headers, handshakeTimeout: handshakeTimeoutMs, closeTimeout: closeTimeoutMs };
      super(url, protocols, options);
    }
  }
  return SessionWebSocket as unknown as typeof globalThis.WebSocket;
}
