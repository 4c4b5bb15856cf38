import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorCode, errorTable, socketPath, watchPath, yjsPath } from '@toile/protocol';
import { type OriginPolicy, originAllowed } from './origin-check.js';

export interface UpgradeTarget {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * The sole owner of HTTP upgrades: each goes to the endpoint that its path names, once its origin is known to
 * be welcome. Everything else is answered and closed at once.
 */
export class UpgradeRouter {
  readonly #yjs: UpgradeTarget;
  readonly #live: UpgradeTarget;
  readonly #watch: UpgradeTarget;
  readonly #origins: OriginPolicy;

  constructor(
    endpoints: { yjs: UpgradeTarget; live: UpgradeTarget; watch: UpgradeTarget },
    origins: OriginPolicy,
  ) {
    this.#yjs = endpoints.yjs;
    this.#live = endpoints.live;
    this.#watch = endpoints.watch;
    this.#origins = origins;
  }

  readonly route = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A peer that goes away while its request is looked at; without a listener this would be thrown.
    socket.on('error', () => socket.destroy());
    const target = this.#targetOf(request.url ?? '/');
    if (target === null) refuse(socket, 'not-found');
    // A page on any site may watch: nothing there is done on a cookie's behalf.
    else if (target !== this.#watch && !originAllowed(request.headers, this.#origins))
      refuse(socket, 'origin-forbidden');
    else target.upgrade(request, socket, head);
  };

  #targetOf(url: string): UpgradeTarget | null {
    const path = url.split('?', 1)[0] ?? '/';
    if (path.startsWith(`${yjsPath}/`)) return this.#yjs;
    if (path === socketPath || path === `${socketPath}/`) return this.#live;
    if (path === watchPath || path === `${watchPath}/`) return this.#watch;
    return null;
  }
}

function refuse(socket: Duplex, code: ErrorCode): void {
  const { httpStatus, message } = errorTable[code];
  const body = JSON.stringify({ code, message, retryable: errorTable[code].retryable });
  socket.end(
    [
      `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus]}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
