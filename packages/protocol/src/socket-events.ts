import { z } from 'zod';
import {
  type ActivityEntry,
  type ActivityEvent,
  type ActivityRequest,
  activityEntrySchema,
} from './activity.js';
import { type ErrorBody, errorBodySchema } from './errors.js';
import { type Member, memberSchema, type Room, roomSchema } from './http.js';
import { designIdSchema, hashSchema } from './ids.js';
import { frameMetaSchema, workerStatusSchema } from './jobs.js';
import { type LockRequest, type Locks, locksSchema } from './locks.js';
import {
  type CastBallotRequest,
  type EndRoundRequest,
  type ExtendRoundRequest,
  type OpenRoundRequest,
  type RoundEvent,
  type RoundProgress,
  roundEventSchema,
} from './rounds.js';
import type { GatherRequest, ReactRequest, Signal } from './signals.js';
import type { NameVersionRequest, Version, VersionPage, VersionsRequest } from './versions.js';

/** socket.io: path `/live`, WebSocket transport only, authenticated by the session cookie, `auth: { roomId }`. */
export const socketPath = '/live';

/** Standing votes (hearts) for each design that has any: counts are the server's, never the document's. */
export const talliesSchema = z.object({
  /** designId -> member ids, in the order in which they voted. */
  votes: z.record(designIdSchema, z.array(z.string())),
});
export type Tallies = z.infer<typeof talliesSchema>;

/** What draws, as the room sees it. */
export const rendererSchema = z.object({
  workers: z.array(workerStatusSchema),
  pending: z.int(),
  queueOk: z.boolean(),
});
export type Renderer = z.infer<typeof rendererSchema>;

export const welcomeSchema = z.object({
  room: roomSchema,
  me: memberSchema,
  members: z.array(memberSchema),
  /** Member ids with an open connection. */
  online: z.array(z.string()),
  tallies: talliesSchema,
  renderer: rendererSchema,
  locks: locksSchema,
  round: roundEventSchema,
  /** What happened last, newest first. */
  activity: z.array(activityEntrySchema),
});
export type Welcome = z.infer<typeof welcomeSchema>;

export const frameEventSchema = z.object({
  designId: designIdSchema,
  meta: frameMetaSchema,
  /** True where this picture is of the design's state as the server has it now. */
  current: z.boolean(),
  /** From the change reaching the server to the frame leaving it; 0 from the cache. */
  latencyMs: z.number(),
});
export type FrameEvent = z.infer<typeof frameEventSchema>;

export const renderFailedSchema = z.object({
  designId: designIdSchema,
  hash: hashSchema,
  error: errorBodySchema,
});
export type RenderFailed = z.infer<typeof renderFailedSchema>;

export const voteRequestSchema = z.object({ designId: designIdSchema, vote: z.boolean() });
export type VoteRequest = z.infer<typeof voteRequestSchema>;

export type Answer<T> = ({ ok: true } & T) | { ok: false; error: ErrorBody };

export interface ServerToClientEvents {
  /** First event of every connection, and again after a reconnect. */
  welcome: (welcome: Welcome) => void;
  /** One in flight for each socket: the next is sent when `received` is called. */
  frame: (event: FrameEvent, bytes: ArrayBuffer | Uint8Array, received: () => void) => void;
  'render-failed': (event: RenderFailed) => void;
  tallies: (tallies: Tallies) => void;
  members: (event: { members: Member[]; online: string[] }) => void;
  room: (room: Room) => void;
  locks: (locks: Locks) => void;
  /** Somebody reacted, or a host asks everyone to look at a design. */
  signal: (signal: Signal) => void;
  renderer: (renderer: Renderer) => void;
  /** How many watch by the live view, anonymously. */
  watching: (event: { count: number }) => void;
  /** A round opened, was given more time, or ended. */
  round: (event: RoundEvent) => void;
  /** Somebody voted, or may vote now, or may no longer. */
  'round-progress': (progress: RoundProgress) => void;
  activity: (event: ActivityEvent) => void;
  /** The server ends this connection for a reason worth telling; a disconnect follows. */
  refused: (error: ErrorBody) => void;
}

export interface ClientToServerEvents {
  /** Give or take back one's standing vote (heart) for a design. */
  vote: (request: VoteRequest, answer: (answer: Answer<{ tallies: Tallies }>) => void) => void;
  /** Ask again for a picture that failed. */
  redraw: (request: { designId: string }, answer: (answer: Answer<object>) => void) => void;
  /** Lock or unlock a design or the room (host). */
  lock: (request: LockRequest, answer: (answer: Answer<{ locks: Locks }>) => void) => void;
  /** Hold a mark up beside a spot of a picture (voter). */
  react: (request: ReactRequest, answer: (answer: Answer<object>) => void) => void;
  /** Ask everyone to look at a design (host). */
  gather: (request: GatherRequest, answer: (answer: Answer<object>) => void) => void;
  'round-open': (request: OpenRoundRequest, answer: (answer: Answer<{ roundId: string }>) => void) => void;
  'round-cast': (request: CastBallotRequest, answer: (answer: Answer<object>) => void) => void;
  'round-extend': (request: ExtendRoundRequest, answer: (answer: Answer<object>) => void) => void;
  'round-reveal': (request: EndRoundRequest, answer: (answer: Answer<object>) => void) => void;
  'round-cancel': (request: EndRoundRequest, answer: (answer: Answer<object>) => void) => void;
  versions: (request: VersionsRequest, answer: (answer: Answer<VersionPage>) => void) => void;
  'name-version': (
    request: NameVersionRequest,
    answer: (answer: Answer<{ version: Version }>) => void,
  ) => void;
  'older-activity': (
    request: ActivityRequest,
    answer: (answer: Answer<{ entries: ActivityEntry[] }>) => void,
  ) => void;
}
export const redrawRequestSchema = z.object({ designId: designIdSchema });
