import {
  type ActivityEntry,
  type ActivityEvent,
  type Answer,
  type Ballot,
  type ErrorBody,
  type FrameEvent,
  type Member,
  type OpenRoundRequest,
  type Renderer,
  type RenderFailed,
  type Room,
  type Round,
  type RoundEvent,
  type RoundProgress,
  sessionCookie,
  socketPath,
  type Tallies,
  type Welcome,
} from '@toile/protocol';
import { io, type Socket } from 'socket.io-client';
import { Signal } from './until.fixture.js';

/** A client of the socket.io endpoint that keeps everything it is told. */
export class LivePeer {
  readonly signal = new Signal();
  readonly socket: Socket;
  welcome: Welcome | null = null;
  readonly frames: { event: FrameEvent; bytes: Uint8Array }[] = [];
  readonly failures: RenderFailed[] = [];
  tallies: Tallies | null = null;
  members: { members: Member[]; online: string[] } | null = null;
  room: Room | null = null;
  renderer: Renderer | null = null;
  /** How many watch by the live view, as last told. */
  watching = 0;
  round: Round | null = null;
  progress: RoundProgress | null = null;
  /** Everything about rounds that came, as text. */
  readonly roundTexts: string[] = [];
  /** What was told of what happened, newest first; null before the welcome. */
  activity: ActivityEntry[] | null = null;
  /** Names of events in the order in which they came. */
  readonly events: string[] = [];
  refused: ErrorBody | null = null;
  disconnected: string | null = null;
  /** Acknowledgements that are held back. */
  readonly unacknowledged: (() => void)[] = [];
  acknowledging = true;

  constructor(
    url: string,
    roomId: string,
    options: { session?: string | undefined; headers?: Record<string, string> } = {},
  ) {
    const extraHeaders = { ...options.headers };
    if (options.session) extraHeaders.cookie = `${sessionCookie}=${options.session}`;
    this.socket = io(url, {
      path: socketPath,
      transports: ['websocket'],
      auth: { roomId },
      extraHeaders,
      reconnection: false,
      forceNew: true,
    });
    this.socket.onAny((event: string) => this.events.push(event));
    this.socket.on('welcome', (welcome) => {
      this.welcome = welcome;
      this.tallies = welcome.tallies;
      this.activity = welcome.activity;
      this.members = { members: welcome.members, online: welcome.online };
      this.#keepRound(welcome.round);
      this.signal.fire();
    });
    this.socket.on('frame', (event: FrameEvent, bytes: Buffer, received: () => void) => {
      this.frames.push({ event, bytes: new Uint8Array(bytes) });
      if (this.acknowledging) received();
      else this.unacknowledged.push(received);
      this.signal.fire();
    });
    this.#keep('tallies', (tallies: Tallies) => {
      this.tallies = tallies;
    });
    this.#keep('members', (members: { members: Member[]; online: string[] }) => {
      this.members = members;
    });
    this.#keep('round', (event: RoundEvent) => this.#keepRound(event));
    this.#keep('round-progress', (progress: RoundProgress) => {
      this.progress = progress;
      this.roundTexts.push(JSON.stringify(progress));
    });
    this.#keep('room', (room: Room) => {
      this.room = room;
    });
    this.#keep('renderer', (renderer: Renderer) => {
      this.renderer = renderer;
    });
    this.#keep('watching', ({ count }: { count: number }) => {
      this.watching = count;
    });
    this.#keep('activity', ({ entries, gone }: ActivityEvent) => {
      const replaced = new Set([...gone, ...entries.map(({ id }) => id)]);
      const kept = (this.activity ?? []).filter(({ id }) => !replaced.has(id));
      this.activity = [...entries, ...kept].sort((one, other) => other.atMs - one.atMs);
    });
    this.#keep('render-failed', (failure: RenderFailed) => this.failures.push(failure));
    this.#keep('refused', (error: ErrorBody) => {
      this.refused = error;
    });
    this.#keep('connect_error', (error: Error & { data?: ErrorBody }) => {
      this.refused = error.data ?? null;
      this.disconnected = 'connect_error';
    });
    this.#keep('disconnect', (reason: string) => {
      this.disconnected = reason;
    });
  }

  until(done: () => boolean, what?: string): Promise<void> {
    return this.signal.until(done, what);
  }

  async ready(): Promise<this> {
    await this.until(() => this.welcome !== null || this.disconnected !== null, 'the welcome');
    if (!this.welcome) throw new Error(`disconnected: ${JSON.stringify(this.refused)}`);
    return this;
  }

  vote(designId: string, vote = true): Promise<Answer<{ tallies: Tallies }>> {
    return this.socket.emitWithAck('vote', { designId, vote });
  }

  openRound(request: OpenRoundRequest): Promise<Answer<{ roundId: string }>> {
    return this.socket.emitWithAck('round-open', request);
  }

  castBallot(roundId: string, ballot: Ballot | null): Promise<Answer<object>> {
    return this.socket.emitWithAck('round-cast', { roundId, ballot });
  }

  /** Any other request, such as `round-extend` or `versions`. */
  ask(event: string, request: object): Promise<Answer<object>> {
    return this.socket.emitWithAck(event, request);
  }

  close(): void {
    this.socket.disconnect();
  }

  #keepRound(event: RoundEvent): void {
    this.round = event.round;
    this.progress = event.progress;
    this.roundTexts.push(JSON.stringify(event));
  }

  #keep<T>(event: string, keep: (value: T) => void): void {
    this.socket.on(event, (value: T) => {
      keep(value);
      this.signal.fire();
    });
  }
}
