import {
  type ErrorBody,
  type FrameMeta,
  type ServerToWatcherEvents,
  type WatchedRack,
  type WatcherToServerEvents,
  watchPath,
} from '@toile/protocol';
import { io, type Socket } from 'socket.io-client';
import { Backoff } from './backoff.js';
import { Listeners } from './listeners.js';
import { refusalOf } from './refusal-of.js';

export interface WatchState {
  /** As `RoomState.connection`. */
  readonly connection: 'connecting' | 'online' | 'offline' | 'ended';
  /** Why it is over: the link is unknown or revoked. Null otherwise. */
  readonly ended: ErrorBody | null;
  /** Null until the server has told. */
  readonly rack: WatchedRack | null;
  /** The design that somebody is at work on, or was last. */
  readonly changing: string | null;
}

/** The picture of a design as a watcher has it. */
export interface WatchedPicture {
  readonly hash: string;
  readonly meta: Pick<FrameMeta, 'mime' | 'widthPx' | 'heightPx'>;
  readonly bytes: Uint8Array;
  /** It is of the design's present state, as far as the server has told. */
  readonly final: boolean;
}

const connectTimeoutMs = 10_000;

/**
 * A room as somebody sees it who watches by its live view: names and pictures, and nothing to do. Needs no cookie
 * and leaves none, so it works in a frame on any page.
 */
export class WatchClient {
  readonly #socket: Socket<ServerToWatcherEvents, WatcherToServerEvents>;
  readonly #backoff = new Backoff(() => this.#socket.connect());
  readonly #listeners = new Listeners();
  readonly #frameListeners = new Map<string, Listeners>();
  readonly #frames = new Map<string, WatchedPicture>();
  #state: WatchState = { connection: 'connecting', ended: null, rack: null, changing: null };
  /** What the server said before it ended this connection. */
  #lastWord: ErrorBody | null = null;

  /** Start watching. Nothing is thrown for a link that leads nowhere: see `state.ended`. */
  static open(options: { baseUrl: string; token: string }): WatchClient {
    return new WatchClient(options);
  }

  private constructor({ baseUrl, token }: { baseUrl: string; token: string }) {
    const { origin, pathname } = new URL(baseUrl);
    this.#socket = io(origin, {
      path: `${pathname.replace(/\/$/, '')}${watchPath}`,
      transports: ['websocket'],
      auth: { token },
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      timeout: connectTimeoutMs,
    });
    this.#socket.on('rack', (rack) => {
      this.#backoff.reset();
      this.#forgetAllBut(rack);
      this.#change({ connection: 'online', rack });
    });
    this.#socket.on('changing', ({ designId }) => this.#change({ changing: designId }));
    this.#socket.on('frame', ({ designId, hash, mime, widthPx, heightPx, current }, bytes, received) => {
      const picture = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
      this.#frames.set(designId, { hash, meta: { mime, widthPx, heightPx }, bytes: picture, final: current });
      this.#frameListeners.get(designId)?.notify();
      received();
    });
    this.#socket.on('refused', (error) => {
      this.#lastWord = error;
    });
    this.#socket.on('connect_error', (error) => this.#lost(refusalOf(error)));
    this.#socket.on('disconnect', () => this.#lost(this.#lastWord));
    this.#socket.connect();
  }

  get state(): WatchState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The last picture of a design; null before the first one. */
  frame(designId: string): WatchedPicture | null {
    return this.#frames.get(designId) ?? null;
  }

  subscribeFrame(designId: string, listener: () => void): () => void {
    const listeners = this.#frameListeners.get(designId) ?? new Listeners();
    this.#frameListeners.set(designId, listeners);
    const off = listeners.add(listener);
    return () => {
      off();
      if (listeners.size === 0 && this.#frameListeners.get(designId) === listeners) {
        this.#frameListeners.delete(designId);
      }
    };
  }

  close(): void {
    this.#backoff.cancel();
    this.#listeners.clear();
    this.#frameListeners.clear();
    this.#socket.off();
    this.#socket.disconnect();
  }

  #forgetAllBut({ designs }: WatchedRack): void {
    const ids = new Set(designs.map(({ id }) => id));
    for (const designId of this.#frames.keys()) if (!ids.has(designId)) this.#frames.delete(designId);
  }

  #lost(reason: ErrorBody | null): void {
    this.#lastWord = null;
    if (reason !== null && !reason.retryable) {
      this.#change({ connection: 'ended', ended: reason });
      return;
    }
    this.#change({ connection: 'offline' });
    this.#backoff.schedule();
  }

  #change(part: Partial<WatchState>): void {
    this.#state = { ...this.#state, ...part };
    this.#listeners.notify();
  }
}
