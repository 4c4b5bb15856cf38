import type { Announcement, Frame, Lease, RenderJob, WorkerStatus } from '@toile/protocol';
import {
  type ClaimRequest,
  type OfferOutcome,
  QueueError,
  type QueueStats,
  type RenderQueue,
} from '../render-queue.js';
import {
  errorFromIpc,
  type IpcReply,
  type IpcRequest,
  isQueueMessage,
  type RemoteMethod,
} from './ipc-messages.js';
import { type IpcPort, ipcPortOf } from './ipc-port.js';

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface AnnouncementListener {
  announcement(announcement: Announcement): void;
  gap(): void;
}

/**
 * The queue of the parent process, seen from a forked child (`serveQueueOverIpc` is the other end). Everything
 * is as it is there, claims wait there, and errors arrive with their code. When the parent is gone every call
 * rejects with `unreachable`.
 */
export class IpcRenderQueue implements RenderQueue {
  /** Embedded mode is where workers are children, and its queue is the memory queue. */
  readonly kind = 'memory';
  readonly #port: IpcPort;
  readonly #stop: () => void;
  readonly #calls = new Map<number, Call>();
  readonly #listeners = new Map<number, AnnouncementListener>();
  #count = 0;
  #end: QueueError | null = null;

  /** `port`: the channel to the parent unless told. Throws TypeError in a process that was not forked. */
  constructor(port: IpcPort = ipcPortOf(process)) {
    this.#port = port;
    this.#stop = port.listen({
      message: (message) => {
        if (isQueueMessage(message)) this.#receive(message as IpcReply);
      },
      closed: () => this.#finish(new QueueError('unreachable', 'the process that has the queue is gone')),
    });
  }

  offer(job: RenderJob): Promise<OfferOutcome> {
    return this.#call('offer', job);
  }

  withdraw(roomId: string, slot: string): Promise<void> {
    return this.#call('withdraw', roomId, slot);
  }

  async claim({ signal, ...request }: ClaimRequest): Promise<Lease[]> {
    if (this.#end) throw this.#end;
    if (signal?.aborted) return [];
    const id = this.#count + 1;
    // The answer still comes, and with it whatever was granted before the parent heard of this.
    const abort = () => this.#send({ toile: 'queue', kind: 'abort', id });
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await this.#call('claim', request);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  renew(workerId: string, leaseIds: readonly string[], leaseMs: number): Promise<string[]> {
    return this.#call('renew', workerId, leaseIds, leaseMs);
  }

  complete(lease: Lease, frame: Frame): Promise<boolean> {
    return this.#call('complete', lease, frame);
  }

  fail(
    lease: Lease,
    failure: {
      readonly code: 'render-failed' | 'pack-unknown';
      readonly message: string;
      readonly retry: boolean;
    },
  ): Promise<void> {
    return this.#call('fail', lease, failure);
  }

  reclaim(): Promise<number> {
    return this.#call('reclaim');
  }

  store(frame: Frame): Promise<void> {
    return this.#call('store', frame);
  }

  frame(hash: string): Promise<Frame | null> {
    return this.#call('frame', hash);
  }

  async onAnnouncement(
    listener: (announcement: Announcement) => void,
    gap: () => void = () => undefined,
  ): Promise<() => Promise<void>> {
    const id = ++this.#count;
    this.#listeners.set(id, { announcement: listener, gap });
    try {
      await this.#ask({ toile: 'queue', kind: 'listen', id });
    } catch (error) {
      this.#listeners.delete(id);
      throw error;
    }
    return async () => {
      if (this.#listeners.delete(id) && !this.#end) this.#send({ toile: 'queue', kind: 'unlisten', id });
    };
  }

  heartbeat(status: WorkerStatus, ttlMs: number): Promise<void> {
    return this.#call('heartbeat', status, ttlMs);
  }

  retire(workerId: string): Promise<void> {
    return this.#call('retire', workerId);
  }

  stats(): Promise<QueueStats> {
    return this.#call('stats');
  }

  /** Lets go of the channel. The queue itself, which is the parent's, stays open. */
  async close(): Promise<void> {
    this.#finish(new QueueError('closed', 'the render queue was closed'));
    this.#stop();
  }

  #call<T>(method: RemoteMethod, ...args: readonly unknown[]): Promise<T> {
    return this.#ask({ toile: 'queue', kind: 'call', id: ++this.#count, method, args }) as Promise<T>;
  }

  #ask(request: IpcRequest): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#calls.set(request.id, { resolve, reject });
      this.#send(request);
    });
  }

  #send(request: IpcRequest): void {
    this.#port.send(request);
  }

  #receive(reply: IpcReply): void {
    switch (reply.kind) {
      case 'answer':
        this.#settle(reply.id)?.resolve(reply.value);
        return;
      case 'refusal':
        this.#settle(reply.id)?.reject(errorFromIpc(reply.error));
        return;
      case 'announcement':
        this.#listeners.get(reply.id)?.announcement(reply.announcement);
        return;
      case 'gap':
        this.#listeners.get(reply.id)?.gap();
    }
  }

  #settle(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #finish(end: QueueError): void {
    this.#end ??= end;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#listeners.clear();
    for (const call of calls) call.reject(this.#end);
  }
}
