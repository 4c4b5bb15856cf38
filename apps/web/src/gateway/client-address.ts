import type { IncomingMessage } from 'node:http';

/**
 * The address that limits are counted by. Behind a trusted proxy it is the last entry of X-Forwarded-For: the
 * one that the proxy wrote itself, where earlier ones are whatever the client claimed.
 */
export function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (trustProxy && typeof forwarded === 'string') {
    const last = forwarded.split(',').at(-1)?.trim();
    if (last) return last;
  }
  return request.socket.remoteAddress ?? 'unknown';
}
