import { createClient } from 'redis';
import { QueueError } from '../render-queue.js';
import { queueErrorFrom } from './redis-error.js';

export interface RedisConnectionOptions {
  /** `redis[s]://[[user]:password@]host[:port][/db]`. */
  readonly url: string;
  /** How long one call may take before the connection is given up for a new one, in ms. */
  readonly callTimeoutMs?: number;
  /** How long `open` goes on trying, in ms. */
  readonly connectTimeoutMs?: number;
}

export type RedisClient = ReturnType<typeof makeClient>;

interface ConnectionListener {
  /** The connection is lost: calls reject from here on. */
  down(): void;
  /** Connected again, subscriptions of the client included. */
  restored(): void;
}

/**
 * One connection to Redis that comes back by itself: 50 ms, then twice as long each time to 2 s, less a random
 * half, so that a fleet does not return all at once. Calls never wait for it: while it is lost they reject
 * with `unreachable`, and so does a call that goes without an answer for `callTimeoutMs`.
 */
export class RedisConnection {
  readonly #options: RedisConnectionOptions;
  readonly #listener: ConnectionListener;
  #client: RedisClient;
  #up = false;
  #closed = false;
  #wasUp = false;
  #lastError: unknown = new Error('not connected yet');

  private constructor(options: RedisConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#client = this.#start();
  }

  /**
   * Connects. Rejects with QueueError `unreachable` when that does not succeed within `connectTimeoutMs`
   * (10 s), and with TypeError for a URL that is not Redis's.
   */
  static async open(
    options: RedisConnectionOptions,
    listener: ConnectionListener = { down: () => undefined, restored: () => undefined },
  ): Promise<RedisConnection> {
    const connection = new RedisConnection(options, listener);
    const client = connection.#client;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        connection.close();
        reject(queueErrorFrom(connection.#lastError));
      }, options.connectTimeoutMs ?? 10_000);
      client.once('ready', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    return connection;
  }

  get isUp(): boolean {
    return this.#up;
  }

  /** Runs one exchange with Redis. Rejects with QueueError. */
  async call<T>(exchange: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.#closed) throw new QueueError('closed', 'the connection to Redis was closed');
    if (!this.#up) throw queueErrorFrom(this.#lastError);
    const client = this.#client;
    const timeoutMs = this.#options.callTimeoutMs ?? 2_000;
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        // A process that was busy for this long may have the answer in its socket: read that first.
        timer = undefined;
        setImmediate(() => {
          const error = new QueueError('unreachable', `Redis did not answer within ${timeoutMs} ms`);
          reject(error);
          if (!answered) this.#restart(client, error);
        });
      }, timeoutMs);
    });
    let answered = false;
    try {
      return await Promise.race([exchange(client), overdue]);
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      throw this.#closed
        ? new QueueError('closed', 'the connection to Redis was closed')
        : queueErrorFrom(error);
    } finally {
      answered = true;
      clearTimeout(timer);
    }
  }

  /** Ends the connection; calls under way reject with `closed`. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#up = false;
    this.#client.destroy();
  }

  #start(): RedisClient {
    const client = makeClient(this.#options.url);
    client.on('ready', () => {
      if (client !== this.#client || this.#closed) return;
      this.#up = true;
      if (this.#wasUp) this.#listener.restored();
      this.#wasUp = true;
    });
    client.on('error', (error) => {
      if (client === this.#client && !client.isReady) this.#fell(error);
    });
    client.connect().catch((error: unknown) => {
      if (client === this.#client) this.#fell(error);
    });
    return client;
  }

  /** Throws a connection away that has gone silent: TCP itself would take many minutes to notice. */
  #restart(client: RedisClient, error: QueueError): void {
    if (client !== this.#client || !client.isReady || this.#closed) return;
    this.#fell(error);
    this.#client = this.#start();
    client.destroy();
  }

  #fell(error: unknown): void {
    this.#lastError = error;
    if (!this.#up) return;
    this.#up = false;
    this.#listener.down();
  }
}

function makeClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // A ping that stays unanswered on an otherwise silent socket brings the socket time-out about.
    pingInterval: 3_000,
    socket: {
      connectTimeout: 5_000,
      socketTimeout: 9_000,
      noDelay: true,
      reconnectStrategy: (retries) =>
        Math.min(2_000, 50 * 2 ** Math.min(retries, 8)) * (0.5 + Math.random() / 2),
    },
  });
}
