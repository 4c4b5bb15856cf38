import {
  type ServerToWatcherEvents,
  ToileError,
  type WatchedRack,
  type WatcherToServerEvents,
} from '@toile/protocol';
import type { Socket } from 'socket.io';
import { FrameLane } from '../frame-fanout.js';
import type { Metrics } from '../metrics.js';
import type { OpenRoom } from '../open-room.js';
import type { ShownFrame } from '../render-director.js';
import type { Watcher } from './room-watchers.js';

export type WatchSocket = Socket<WatcherToServerEvents, ServerToWatcherEvents>;

/** One socket.io connection of somebody who watches a room. */
export class WatchConnection implements Watcher {
  readonly viewId: string;
  readonly #socket: WatchSocket;
  readonly #frames: FrameLane;

  constructor(options: { socket: WatchSocket; room: OpenRoom; viewId: string; metrics: Metrics }) {
    const { socket, room, metrics } = options;
    this.viewId = options.viewId;
    this.#socket = socket;
    this.#frames = new FrameLane({
      send: async ({ designId, meta, current }, bytes, timeoutMs) => {
        const { hash, mime, widthPx, heightPx } = meta;
        const frame = { designId, hash, mime, widthPx, heightPx, current };
        await socket.timeout(timeoutMs).emitWithAck('frame', frame, bytes);
      },
      isCurrent: (designId, hash) => room.director.isCurrent(designId, hash),
      stalled: () => this.end(new ToileError('slow-reader')),
      metrics,
    });
  }

  rack(rack: WatchedRack): void {
    this.#socket.emit('rack', rack);
  }

  frame(shown: ShownFrame): void {
    this.#frames.push(shown, true);
  }

  changing(designId: string): void {
    this.#socket.emit('changing', { designId });
  }

  end(error: ToileError): void {
    this.#frames.close();
    this.#socket.emit('refused', error.toBody());
    this.#socket.disconnect(true);
  }

  /** The socket is gone. */
  closed(): void {
    this.#frames.close();
  }
}
