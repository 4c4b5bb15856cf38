import type { ErrorBody } from './errors.js';
import type { WatchedFrame, WatchedRack } from './live-view.js';

export interface ServerToWatcherEvents {
  /** First event of every connection, and again whenever a name, the rack or its order changes. */
  rack: (rack: WatchedRack) => void;
  /** One in flight for each socket, as for members. */
  frame: (frame: WatchedFrame, bytes: ArrayBuffer | Uint8Array, received: () => void) => void;
  /** Somebody is at work on this design now. */
  changing: (event: { designId: string }) => void;
  /** The server ends this connection for a reason worth telling; a disconnect follows. */
  refused: (error: ErrorBody) => void;
}

/** A watcher asks for nothing. */
export type WatcherToServerEvents = Record<never, never>;
