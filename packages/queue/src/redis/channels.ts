import { type RedisClient, RedisConnection, type RedisConnectionOptions } from './redis-connection.js';

export interface ChannelListener {
  /** One message. The bytes may be part of a larger buffer. */
  message(bytes: Buffer): void;
  /** The subscription was lost and is back. */
  gap(): void;
}

/**
 * Redis pub/sub subscriptions on a connection of their own. What is subscribed is decided here; the client's
 * own list follows it, at once while connected and on return otherwise.
 */
export class Channels {
  readonly #listeners = new Map<string, Set<ChannelListener>>();
  readonly #onDown: () => void;
  #connection: RedisConnection | null = null;

  private constructor(onDown: () => void) {
    this.#onDown = onDown;
  }

  /** Connects, as `RedisConnection.open` does. `onDown` is called whenever the connection is lost. */
  static async open(
    options: RedisConnectionOptions,
    onDown: () => void = () => undefined,
  ): Promise<Channels> {
    const channels = new Channels(onDown);
    channels.#connection = await RedisConnection.open(options, {
      down: () => channels.#onDown(),
      restored: () => void channels.#restore(),
    });
    return channels;
  }

  get isUp(): boolean {
    return this.#connection?.isUp ?? false;
  }

  /**
   * Listens to a channel; answers a function that stops. Resolves when Redis has confirmed, or at once while
   * the connection is lost: then `gap` says when it is back. Rejects with QueueError when Redis refuses.
   */
  async subscribe(channel: string, listener: ChannelListener): Promise<() => Promise<void>> {
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    try {
      await this.#whileUp((connection) =>
        connection.call((client) => client.subscribe(channel, this.#receive, true)),
      );
    } catch (error) {
      listeners.delete(listener);
      throw error;
    }
    return async () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(channel) !== listeners) return;
      this.#listeners.delete(channel);
      await this.#whileUp((connection) =>
        connection.call((client) => client.unsubscribe(channel, this.#receive, true)),
      );
    };
  }

  close(): void {
    this.#listeners.clear();
    this.#connection?.close();
  }

  readonly #receive = (bytes: Buffer, channel: Buffer): void => {
    for (const listener of this.#listeners.get(channel.toString()) ?? []) listener.message(bytes);
  };

  async #restore(): Promise<void> {
    try {
      await this.#whileUp((connection) => connection.call((client) => this.#reconcile(client)));
    } catch {
      // Redis is there and refuses (an access rule changed): the listeners' gap stays open until it does not.
      setTimeout(() => void this.#restore(), 1_000).unref();
      return;
    }
    if (!this.isUp) return;
    for (const listener of [...this.#listeners.values()].flatMap((set) => [...set])) listener.gap();
  }

  /** The client subscribes again to what it knew; this adds and takes away what has changed since. */
  async #reconcile(client: RedisClient): Promise<void> {
    const known = new Set(client.getPubSubListeners('CHANNELS').keys());
    const stale = [...known].filter((channel) => !this.#listeners.has(channel));
    const wanted = [...this.#listeners.keys()].filter((channel) => !known.has(channel));
    if (stale.length > 0) await client.unsubscribe(stale, this.#receive, true);
    if (wanted.length > 0) await client.subscribe(wanted, this.#receive, true);
  }

  /** A connection that is lost, now or in the middle, is no failure here: its return settles the rest. */
  async #whileUp(act: (connection: RedisConnection) => Promise<void>): Promise<void> {
    if (!this.#connection?.isUp) return;
    try {
      await act(this.#connection);
    } catch (error) {
      if (this.isUp) throw error;
    }
  }
}
