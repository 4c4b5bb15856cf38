import {
  type ActivityEntry,
  type Answer,
  type Ballot,
  type ClientToServerEvents,
  type ErrorBody,
  type FrameEvent,
  type Locks,
  type NameVersionRequest,
  type OpenRoundRequest,
  type PlaceInTime,
  type ReactRequest,
  type ServerToClientEvents,
  sessionCookie,
  socketPath,
  type Tallies,
  ToileError,
  type Version,
  type VersionPage,
  type VersionsRequest,
} from '@toile/protocol';
import { io, type Socket } from 'socket.io-client';
import { Backoff } from './backoff.js';
import { refusalOf } from './refusal-of.js';
import type { ToileHttp } from './toile-http.js';

const answerTimeoutMs = 10_000;

type RoomSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const forwarded = [
  'render-failed',
  'tallies',
  'members',
  'room',
  'renderer',
  'watching',
  'round',
  'round-progress',
  'activity',
  'locks',
  'signal',
] as const;

export interface LiveSocketEvents extends Pick<ServerToClientEvents, (typeof forwarded)[number] | 'welcome'> {
  frame(event: FrameEvent, bytes: Uint8Array): void;
  /** The connection ended, or an attempt failed, for `reason` if one was given. Answer whether to try again. */
  lost(reason: ErrorBody | null): boolean;
  /** `retryAtMs` changed. */
  retrying(): void;
}

/** The socket.io wire of one room: pictures, votes, members. Lost connections return with jitter. */
export class LiveSocket {
  readonly #socket: RoomSocket;
  readonly #events: LiveSocketEvents;
  readonly #backoff = new Backoff(
    () => this.#socket.connect(),
    () => this.#events.retrying(),
  );
  /** What the server said before it ended this connection. */
  #lastWord: ErrorBody | null = null;

  constructor(http: ToileHttp, roomId: string, events: LiveSocketEvents) {
    this.#events = events;
    const { origin, pathname } = new URL(http.baseUrl);
    const socket: RoomSocket = io(origin, {
      path: `${pathname.replace(/\/$/, '')}${socketPath}`,
      transports: ['websocket'],
      auth: { roomId },
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      timeout: answerTimeoutMs,
      withCredentials: true,
      // Programs only: a browser sends its cookie by itself and lets nobody write one.
      ...(http.session === null ? {} : { extraHeaders: { cookie: `${sessionCookie}=${http.session}` } }),
    });
    this.#socket = socket;
    socket.on('welcome', (welcome) => {
      this.#backoff.reset();
      this.#lastWord = null;
      events.welcome(welcome);
    });
    socket.on('frame', (event, bytes, received) => {
      events.frame(event, bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);
      received();
    });
    for (const name of forwarded) socket.on(name, events[name] as (event: unknown) => void);
    socket.on('refused', (error) => {
      this.#lastWord = error;
    });
    socket.on('connect_error', (error) => this.#lost(refusalOf(error)));
    socket.on('disconnect', () => this.#lost(this.#lastWord));
  }

  /** When a lost connection is tried again, as `Date.now()` counts; null where none waits for that. */
  get retryAtMs(): number | null {
    return this.#backoff.dueAtMs;
  }

  connect(): void {
    this.#socket.connect();
  }

  /** Try again now where a retry is waiting. */
  hurry(): void {
    this.#backoff.hurry();
  }

  /** Give or take back a vote. Rejects with a ToileError. */
  async vote(designId: string, vote: boolean): Promise<Tallies> {
    return (await this.#answer((late) => this.#socket.timeout(late).emitWithAck('vote', { designId, vote })))
      .tallies;
  }

  /** Ask again for a picture that failed. Rejects with a ToileError. */
  async redraw(designId: string): Promise<void> {
    await this.#answer((late) => this.#socket.timeout(late).emitWithAck('redraw', { designId }));
  }

  /** Lock or unlock a design or, with null, the room. Rejects with a ToileError. */
  async setLock(designId: string | null, locked: boolean): Promise<Locks> {
    return (
      await this.#answer((late) => this.#socket.timeout(late).emitWithAck('lock', { designId, locked }))
    ).locks;
  }

  /** Hold a mark up beside a spot of a picture. Rejects with a ToileError. */
  async react(request: ReactRequest): Promise<void> {
    await this.#answer((late) => this.#socket.timeout(late).emitWithAck('react', request));
  }

  /** Ask everyone to look at a design. Rejects with a ToileError. */
  async gather(designId: string): Promise<void> {
    await this.#answer((late) => this.#socket.timeout(late).emitWithAck('gather', { designId }));
  }

  async openRound(request: OpenRoundRequest): Promise<string> {
    return (await this.#answer((late) => this.#socket.timeout(late).emitWithAck('round-open', request)))
      .roundId;
  }

  async castBallot(roundId: string, ballot: Ballot | null): Promise<void> {
    await this.#answer((late) => this.#socket.timeout(late).emitWithAck('round-cast', { roundId, ballot }));
  }

  async extendRound(roundId: string, byMs: number): Promise<void> {
    await this.#answer((late) => this.#socket.timeout(late).emitWithAck('round-extend', { roundId, byMs }));
  }

  async endRound(how: 'round-reveal' | 'round-cancel', roundId: string): Promise<void> {
    await this.#answer((late) => this.#socket.timeout(late).emitWithAck(how, { roundId }));
  }

  /** A page of a design's versions. Rejects with a ToileError. */
  async versions(request: VersionsRequest): Promise<VersionPage> {
    return await this.#answer((late) => this.#socket.timeout(late).emitWithAck('versions', request));
  }

  /** Name a version or take its name back. Rejects with a ToileError. */
  async nameVersion(request: NameVersionRequest): Promise<Version> {
    return (await this.#answer((late) => this.#socket.timeout(late).emitWithAck('name-version', request)))
      .version;
  }

  /** What happened before `before`. Rejects with a ToileError. */
  async olderActivity(before: PlaceInTime): Promise<ActivityEntry[]> {
    return (
      await this.#answer((late) => this.#socket.timeout(late).emitWithAck('older-activity', { before }))
    ).entries;
  }

  disconnect(): void {
    this.#backoff.cancel();
    this.#socket.off();
    this.#socket.disconnect();
  }

  async #answer<T>(ask: (timeoutMs: number) => Promise<Answer<T>>): Promise<T> {
    // socket.io would keep the request and send it whenever it is back: a vote hours later surprises.
    if (!this.#socket.connected) throw new ToileError('internal', 'The server cannot be reached.');
    let answer: Answer<T>;
    try {
      answer = await ask(answerTimeoutMs);
    } catch (cause) {
      throw new ToileError('internal', 'The server did not answer.', { cause });
    }
    if (!answer.ok) throw ToileError.fromBody(answer.error);
    return answer;
  }

  #lost(reason: ErrorBody | null): void {
    this.#lastWord = null;
    if (this.#events.lost(reason)) this.#backoff.schedule();
  }
}
