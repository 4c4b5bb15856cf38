import { type ErrorBody, type InviteRole, type RoomAnswer, sessionCookie } from '@toile/protocol';
import type * as Y from 'yjs';
import { LivePeer } from './live-peer.fixture.js';
import type { TestServer } from './server.fixture.js';
import { YjsPeer } from './yjs-peer.fixture.js';

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T & Partial<ErrorBody>;
}

/** One browser's worth of a person: a session, and what it opens. */
export class Person {
  readonly server: Pick<TestServer, 'url'>;
  session: string | undefined;
  readonly #open: { close(): void }[] = [];

  constructor(server: Pick<TestServer, 'url'>) {
    this.server = server;
  }

  async ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.session ? { cookie: `${sessionCookie}=${this.session}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const cookie = response.headers.getSetCookie()[0];
    if (cookie) this.session = cookie.split(';')[0]!.split('=')[1];
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }

  async createRoom(): Promise<RoomAnswer> {
    const { body } = await this.ask<RoomAnswer>('POST', '/api/rooms', { name: 'Spring', memberName: 'Host' });
    return body;
  }

  /** Somebody who joins a room of this host by a link of `role`. */
  async invite(
    roomId: string,
    role: InviteRole,
    name: string = role,
  ): Promise<Person & { memberId: string }> {
    const link = await this.ask<{ token: string }>('POST', `/api/rooms/${roomId}/invites`, { role });
    const guest = new Person(this.server);
    const { body } = await guest.ask<RoomAnswer>('POST', '/api/invites/accept', {
      token: link.body.token,
      name,
    });
    return Object.assign(guest, { memberId: body.me.id });
  }

  yjs(roomId: string, options: { doc?: Y.Doc; clientId?: number; polite?: boolean } = {}): YjsPeer {
    const peer = new YjsPeer(this.server.url, roomId, { session: this.session, ...options });
    this.#open.push(peer);
    return peer;
  }

  live(roomId: string): LivePeer {
    const peer = new LivePeer(this.server.url, roomId, { session: this.session });
    this.#open.push(peer);
    return peer;
  }

  leave(): void {
    for (const peer of this.#open) peer.close();
  }
}
