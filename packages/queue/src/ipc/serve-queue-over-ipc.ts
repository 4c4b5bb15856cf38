import type { ChildProcess } from 'node:child_process';
import type { ClaimRequest, RenderQueue } from '../render-queue.js';
import {
  type IpcReply,
  type IpcRequest,
  ipcErrorOf,
  isQueueMessage,
  type RemoteMethod,
  remoteMethods,
} from './ipc-messages.js';
import { type IpcPort, ipcPortOf } from './ipc-port.js';

/**
 * Lets a forked child use a queue of this process through `IpcRenderQueue`. When the child goes, in whatever
 * way, its waiting claims end and the workers that it spoke for are retired, so that what they held is drawn by
 * others at once.
 *
 * Answers a function that stops serving, which has the same effect on the child's workers. Throws TypeError
 * for a child without a channel.
 */
export function serveQueueOverIpc(child: ChildProcess, queue: RenderQueue): () => Promise<void> {
  return serveQueueOnPort(ipcPortOf(child), queue);
}

/** `serveQueueOverIpc` on any port. */
export function serveQueueOnPort(port: IpcPort, queue: RenderQueue): () => Promise<void> {
  const service = new QueueService(port, queue);
  const stopListening = port.listen({
    message: (message) => {
      if (isQueueMessage(message)) service.receive(message as IpcRequest);
    },
    closed: () => void service.end(),
  });
  return () => {
    stopListening();
    return service.end();
  };
}

class QueueService {
  readonly #port: IpcPort;
  readonly #queue: RenderQueue;
  readonly #calls = new Map<number, { readonly abort: AbortController; readonly done: Promise<void> }>();
  readonly #subscriptions = new Map<number, Promise<() => Promise<void>>>();
  readonly #workerIds = new Set<string>();
  #ended = false;

  constructor(port: IpcPort, queue: RenderQueue) {
    this.#port = port;
    this.#queue = queue;
  }

  receive(request: IpcRequest): void {
    if (this.#ended) return;
    const { id } = request;
    switch (request.kind) {
      case 'call': {
        const abort = new AbortController();
        const done = this.#answer(id, () => this.#call(request.method, request.args, abort.signal));
        this.#calls.set(id, { abort, done: done.finally(() => this.#calls.delete(id)) });
        return;
      }
      case 'abort':
        this.#calls.get(id)?.abort.abort();
        return;
      case 'listen':
        void this.#answer(id, async () => {
          await this.#listen(id);
        });
        return;
      case 'unlisten':
        void this.#unlisten(id);
    }
  }

  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    for (const { abort } of this.#calls.values()) abort.abort();
    // A claim may be granted in the moment of its end: only then is it known what there is to take back.
    await Promise.all([...this.#calls.values()].map(({ done }) => done));
    await Promise.all([...this.#subscriptions.keys()].map((id) => this.#unlisten(id)));
    // A queue that cannot be reached, or has closed, leaves it to the leases to lapse.
    await Promise.allSettled([...this.#workerIds].map((workerId) => this.#queue.retire(workerId)));
  }

  async #call(method: RemoteMethod, args: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    if (!remoteMethods.includes(method)) throw new TypeError(`method: unknown ${JSON.stringify(method)}`);
    if (method === 'claim') {
      const request = args[0] as ClaimRequest;
      this.#workerIds.add(request.workerId);
      return this.#queue.claim({ ...request, signal });
    }
    if (method === 'heartbeat') this.#workerIds.add((args[0] as { workerId: string }).workerId);
    if (method === 'retire') this.#workerIds.delete(args[0] as string);
    const call = this.#queue[method] as (...given: readonly unknown[]) => Promise<unknown>;
    return call.apply(this.#queue, [...args]);
  }

  async #listen(id: number): Promise<void> {
    const subscription = this.#queue.onAnnouncement(
      (announcement) => this.#send({ toile: 'queue', kind: 'announcement', id, announcement }),
      () => this.#send({ toile: 'queue', kind: 'gap', id }),
    );
    this.#subscriptions.set(id, subscription);
    try {
      await subscription;
    } catch (error) {
      this.#subscriptions.delete(id);
      throw error;
    }
  }

  async #unlisten(id: number): Promise<void> {
    const subscription = this.#subscriptions.get(id);
    this.#subscriptions.delete(id);
    const [started] = await Promise.allSettled([subscription]);
    if (started.status === 'fulfilled') await started.value?.();
  }

  async #answer(id: number, act: () => Promise<unknown>): Promise<void> {
    try {
      this.#send({ toile: 'queue', kind: 'answer', id, value: await act() });
    } catch (error) {
      this.#send({ toile: 'queue', kind: 'refusal', id, error: ipcErrorOf(error) });
    }
  }

  #send(reply: IpcReply): void {
    if (!this.#ended) this.#port.send(reply);
  }
}
