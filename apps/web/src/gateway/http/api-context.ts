import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import {
  limits,
  type Member,
  type Role,
  type Room,
  roleAtLeast,
  roomIdSchema,
  ToileError,
} from '@toile/protocol';
import type { Store } from '@toile/store';
import type { Context } from 'hono';
import type { z } from 'zod';
import { clientAddress } from '../client-address.js';
import type { PrintLineSheet } from '../line-sheet/print-on-thread.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { PackShelf } from '../pack-shelf.js';
import type { PhotoDesk } from '../photos/photo-desk.js';
import type { PictureService } from '../picture-service.js';
import type { RateLimits } from '../rate-limits.js';
import type { Fact } from '../room-facts.js';
import { newSession, type Session, sessionFromCookie, sessionSetCookie } from '../sessions.js';
import type { Showcase } from '../showcase.js';

export interface ApiEnv {
  Bindings: HttpBindings;
}

export type ApiRequest = Context<ApiEnv>;

/** What the resources of the API need. */
export interface ApiParts {
  readonly store: Store;
  readonly packs: PackShelf;
  readonly pictures: PictureService;
  readonly photos: PhotoDesk;
  readonly showcase: Showcase;
  readonly printLineSheet: PrintLineSheet;
  readonly rateLimits: RateLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly trustProxy: boolean;
  /** Of this Toile. */
  readonly version: string;
  /** Whether browsers reach this server by https. */
  readonly https: boolean;
  /** Tell whoever is in the room, here and elsewhere, that the store holds something new. */
  readonly roomChanged: (roomId: string, what: Fact | 'removed') => Promise<void>;
}

/** A member who asks for something in a room. */
export interface Asker {
  readonly room: Room;
  readonly me: Member;
}

export const addressOf = (c: ApiRequest, { trustProxy }: Pick<ApiParts, 'trustProxy'>): string =>
  clientAddress(c.env.incoming, trustProxy);

export const sessionOf = (c: ApiRequest): Session | null => sessionFromCookie(c.req.header('cookie'));

/** The session of a browser that is about to become a member; a new one where it has none. Renews the cookie. */
export function openSession(c: ApiRequest, { https }: Pick<ApiParts, 'https'>): Session {
  const session = sessionOf(c) ?? newSession();
  c.header('Set-Cookie', sessionSetCookie(session, https), { append: true });
  return session;
}

/**
 * The room of the path, and who asks.
 * @throws ToileError `room-not-found`, `unauthenticated`, `not-a-member`, `role-forbidden` where the asker's
 * role is less than `least`.
 */
export async function askerOf(c: ApiRequest, { store }: ApiParts, least: Role = 'viewer'): Promise<Asker> {
  const roomId = roomIdSchema.safeParse(c.req.param('roomId'));
  const room = roomId.success ? await store.room(roomId.data) : null;
  if (room === null) throw new ToileError('room-not-found');
  const session = sessionOf(c);
  if (session === null) throw new ToileError('unauthenticated');
  const me = await store.memberBySession(room.id, session.hash);
  if (me === null) throw new ToileError('not-a-member');
  if (!roleAtLeast(me.role, least)) throw new ToileError('role-forbidden');
  return { room, me };
}

/** The request's JSON body as the schema reads it. @throws ToileError `bad-request`, `message-too-large` */
export async function bodyOf<S extends z.ZodType>(c: ApiRequest, schema: S): Promise<z.output<S>> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new ToileError('bad-request', 'Send JSON, with the content type application/json.');
  }
  const limit = { name: 'httpBodyBytes', value: limits.httpBodyBytes };
  const text = (await readBytes(c.env.incoming, limit)).toString('utf8');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ToileError('bad-request', 'The body is not JSON.', { cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ToileError(
    'bad-request',
    issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : undefined,
  );
}

/** The request's body, which must be of `type`. @throws ToileError `bad-request`, `message-too-large` */
export async function bytesOf(
  c: ApiRequest,
  type: string,
  limit: { readonly name: string; readonly value: number },
): Promise<Uint8Array> {
  const given = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (given !== type) throw new ToileError('bad-request', `Send a file, with the content type ${type}.`);
  return readBytes(c.env.incoming, limit);
}

/** The request's body, which is a file of any kind but the simple ones that pages elsewhere can send. */
export async function fileOf(
  c: ApiRequest,
  limit: { readonly name: string; readonly value: number },
): Promise<Uint8Array> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(image\/|application\/octet-stream)/i.test(type)) {
    throw new ToileError('bad-request', 'Send a picture, with its content type.');
  }
  // Said beforehand, it need not be sent.
  if (Number(c.req.header('content-length') ?? 0) > limit.value) {
    throw new ToileError('message-too-large', undefined, { limit });
  }
  return readBytes(c.env.incoming, limit);
}

/** The body, of which no more is read than is allowed. */
async function readBytes(
  request: IncomingMessage,
  limit: { readonly name: string; readonly value: number },
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // Destroying the request would take the answer with it.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > limit.value) throw new ToileError('message-too-large', undefined, { limit });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
