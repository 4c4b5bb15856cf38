import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Statement } from '../sql/statement.js';
import { StoreError } from '../store.js';
import type { SqliteChannel } from './sqlite-channel.js';
import type { Outcome, SqliteOptions } from './sqlite-database.js';
import type { SqliteFailure } from './sqlite-failure.js';

/** To the worker; it answers each `run` in order, and nothing to `close`. */
export type SqliteRequest =
  | { readonly type: 'run'; readonly calls: readonly (readonly Statement[])[] }
  | { readonly type: 'close' };

/** From the worker; the first is `opened` or `refused`. */
export type SqliteReply =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly failure: SqliteFailure }
  | { readonly type: 'done'; readonly outcomes: Outcome[] };

/**
 * The database on a worker thread, so that no wait for the disk stops this one. A worker that dies fails the group
 * it was running with `unavailable`, and the next group starts another.
 */
export class SqliteWorkerChannel implements SqliteChannel {
  readonly #options: SqliteOptions;
  readonly #workerFile: URL;
  #worker: Worker | null = null;

  private constructor(options: SqliteOptions, workerFile: URL) {
    this.#options = options;
    this.#workerFile = workerFile;
  }

  /** `workerFile` is the compiled `sqlite-worker.js`; it lies beside this file once this one is compiled too. */
  static async open(
    options: SqliteOptions,
    workerFile = new URL('./sqlite-worker.js', import.meta.url),
  ): Promise<SqliteWorkerChannel> {
    const channel = new SqliteWorkerChannel(options, workerFile);
    await channel.#start();
    return channel;
  }

  async run(calls: readonly (readonly Statement[])[]): Promise<Outcome[]> {
    const worker = this.#worker ?? (await this.#start());
    const reply = await ask(worker, { type: 'run', calls });
    if (reply.type !== 'done')
      throw new StoreError('unavailable', `The database thread said "${reply.type}".`);
    return reply.outcomes;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const gone = once(worker, 'exit');
    worker.postMessage({ type: 'close' } satisfies SqliteRequest);
    await gone;
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(this.#workerFile, { workerData: this.#options });
    // An error ends the thread; without a listener of its own it would end the process too.
    worker.once('error', () => this.#forget(worker));
    worker.once('exit', () => this.#forget(worker));
    const reply = await nextReply(worker);
    if (reply.type === 'refused') throw new StoreError(reply.failure.code, reply.failure.message);
    this.#worker = worker;
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
  }
}

function ask(worker: Worker, request: SqliteRequest): Promise<SqliteReply> {
  const reply = nextReply(worker);
  worker.postMessage(request);
  return reply;
}

function nextReply(worker: Worker): Promise<SqliteReply> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      worker.off('message', replied);
      worker.off('error', failed);
      worker.off('exit', exited);
    };
    const replied = (reply: SqliteReply) => {
      stop();
      resolve(reply);
    };
    const failed = (cause: unknown) => {
      stop();
      reject(new StoreError('unavailable', 'The database thread failed.', { cause }));
    };
    const exited = (exitCode: number) => {
      stop();
      reject(new StoreError('unavailable', `The database thread ended with exit code ${exitCode}.`));
    };
    worker.on('message', replied);
    worker.on('error', failed);
    worker.on('exit', exited);
  });
}
