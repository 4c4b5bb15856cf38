import { QueueError } from '../render-queue.js';
import { Channels } from './channels.js';
import { type RedisClient, RedisConnection, type RedisConnectionOptions } from './redis-connection.js';
import { runScript, type Script } from './script.js';

/** What a queue or a bus has of Redis: a connection for calls, and one for subscriptions, which takes no others. */
export class RedisLink {
  readonly channels: Channels;
  readonly #connection: RedisConnection;
  #closed = false;

  private constructor(connection: RedisConnection, channels: Channels) {
    this.#connection = connection;
    this.channels = channels;
  }

  /** Connects, as `RedisConnection.open` does. `onDown` is called whenever either connection is lost. */
  static async open(
    options: RedisConnectionOptions,
    onDown: () => void = () => undefined,
  ): Promise<RedisLink> {
    const connection = await RedisConnection.open(options, { down: onDown, restored: () => undefined });
    try {
      return new RedisLink(connection, await Channels.open(options, onDown));
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Runs one exchange with Redis. Rejects with QueueError. */
  call<T>(exchange: (client: RedisClient) => Promise<T>): Promise<T> {
    return this.#connection.call(exchange);
  }

  /** Runs a script. Rejects with QueueError. */
  run(script: Script, keys: readonly string[], args: readonly (string | Buffer)[]): Promise<unknown> {
    return this.call((client) => runScript(client, script, keys, args));
  }

  /** Throws QueueError `closed` or `unreachable` unless calls and subscriptions can work now. */
  checkUp(): void {
    this.checkOpen();
    if (this.channels.isUp && this.#connection.isUp) return;
    throw new QueueError('unreachable', 'the connection to Redis was lost');
  }

  /** Throws QueueError `closed` after `close`. */
  checkOpen(): void {
    if (this.#closed) throw new QueueError('closed', 'the connection to Redis was closed');
  }

  close(): void {
    this.#closed = true;
    this.channels.close();
    this.#connection.close();
  }
}
