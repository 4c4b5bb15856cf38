import { Listeners } from '../listeners.js';
import { QueueError } from '../render-queue.js';
import type { RoomBus, RoomBusListener, RoomMessage } from '../room-bus.js';

/** What the memory buses of one process have in common: those that share a hub hear each other. */
export class MemoryRoomHub {
  readonly #buses = new Set<(roomId: string, message: RoomMessage) => void>();

  /** Joins; answers a function that leaves. */
  join(receive: (roomId: string, message: RoomMessage) => void): () => void {
    this.#buses.add(receive);
    return () => {
      this.#buses.delete(receive);
    };
  }

  /** Hands a message to every bus but the one that `receive` belongs to. */
  send(from: (roomId: string, message: RoomMessage) => void, roomId: string, message: RoomMessage): void {
    for (const receive of this.#buses) {
      if (receive !== from) receive(roomId, message);
    }
  }
}

/**
 * The room bus of one process. With a hub of its own there is nobody else to talk to, which is embedded mode:
 * one web instance. It never loses a message, so `gap()` is never called.
 */
export class MemoryRoomBus implements RoomBus {
  readonly #hub: MemoryRoomHub;
  readonly #leave: () => void;
  readonly #rooms = new Map<string, Listeners<RoomBusListener>>();
  #closed = false;

  constructor(hub: MemoryRoomHub = new MemoryRoomHub()) {
    this.#hub = hub;
    this.#leave = hub.join(this.#receive);
  }

  async publish(roomId: string, message: RoomMessage): Promise<void> {
    this.#checkOpen();
    const sent = 'update' in message ? { ...message, update: new Uint8Array(message.update) } : message;
    this.#hub.send(this.#receive, roomId, sent);
  }

  async subscribe(roomId: string, listener: RoomBusListener): Promise<() => Promise<void>> {
    this.#checkOpen();
    const listeners = this.#rooms.get(roomId) ?? new Listeners<RoomBusListener>();
    this.#rooms.set(roomId, listeners);
    const remove = listeners.add(listener);
    return async () => {
      remove();
      if (listeners.size === 0 && this.#rooms.get(roomId) === listeners) this.#rooms.delete(roomId);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#leave();
    for (const listeners of this.#rooms.values()) listeners.clear();
    this.#rooms.clear();
  }

  readonly #receive = (roomId: string, message: RoomMessage): void => {
    this.#rooms.get(roomId)?.each((listener) => listener.message(message));
  };

  #checkOpen(): void {
    if (this.#closed) throw new QueueError('closed', 'the room bus was closed');
  }
}
