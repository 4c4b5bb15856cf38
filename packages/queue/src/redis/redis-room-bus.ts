import { randomBytes } from 'node:crypto';
import { Listeners } from '../listeners.js';
import type { RoomBus, RoomBusListener, RoomMessage } from '../room-bus.js';
import type { RedisConnectionOptions } from './redis-connection.js';
import { RedisLink } from './redis-link.js';
import { decodeRoomMessage, encodeRoomMessage, SENDER_BYTES } from './room-message-codec.js';

export interface RedisRoomBusOptions extends RedisConnectionOptions {
  /** Begins every channel; `toile:` unless told. */
  readonly prefix?: string;
}

interface RoomChannel {
  readonly listeners: Listeners<RoomBusListener>;
  readonly stop: Promise<() => Promise<void>>;
}

/** The room bus of a fleet: one pub/sub channel a room, on a connection apart from the one that publishes. */
export class RedisRoomBus implements RoomBus {
  readonly #link: RedisLink;
  readonly #prefix: string;
  readonly #sender = randomBytes(SENDER_BYTES);
  readonly #rooms = new Map<string, RoomChannel>();

  private constructor(link: RedisLink, prefix: string) {
    this.#link = link;
    this.#prefix = prefix;
  }

  /** Connects. Rejects with QueueError `unreachable` when that takes longer than `connectTimeoutMs`. */
  static async open(options: RedisRoomBusOptions): Promise<RedisRoomBus> {
    return new RedisRoomBus(await RedisLink.open(options), options.prefix ?? 'toile:');
  }

  async publish(roomId: string, message: RoomMessage): Promise<void> {
    const bytes = encodeRoomMessage(this.#sender, message);
    await this.#link.call((client) => client.publish(this.#channelOf(roomId), bytes));
  }

  async subscribe(roomId: string, listener: RoomBusListener): Promise<() => Promise<void>> {
    this.#link.checkOpen();
    const room = this.#rooms.get(roomId) ?? this.#open(roomId);
    const remove = room.listeners.add(listener);
    const leave = async () => {
      remove();
      if (room.listeners.size > 0 || this.#rooms.get(roomId) !== room) return;
      this.#rooms.delete(roomId);
      const stop = await room.stop;
      await stop();
    };
    try {
      await room.stop;
    } catch (error) {
      remove();
      if (this.#rooms.get(roomId) === room) this.#rooms.delete(roomId);
      throw error;
    }
    return leave;
  }

  async close(): Promise<void> {
    for (const { listeners } of this.#rooms.values()) listeners.clear();
    this.#rooms.clear();
    this.#link.close();
  }

  #open(roomId: string): RoomChannel {
    const listeners = new Listeners<RoomBusListener>();
    const stop = this.#link.channels.subscribe(this.#channelOf(roomId), {
      message: (bytes) => this.#receive(listeners, bytes),
      gap: () => listeners.each((listener) => listener.gap()),
    });
    const room = { listeners, stop };
    this.#rooms.set(roomId, room);
    return room;
  }

  #receive(listeners: Listeners<RoomBusListener>, bytes: Buffer): void {
    const received = decodeRoomMessage(bytes);
    // Not readable here, so written by another version: something was said, and it counts as missed.
    if (!received) listeners.each((listener) => listener.gap());
    else if (!this.#sender.equals(received.sender)) {
      listeners.each((listener) => listener.message(received.message));
    }
  }

  #channelOf(roomId: string): string {
    return `${this.#prefix}room:${roomId}`;
  }
}
