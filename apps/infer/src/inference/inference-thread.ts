import { Worker } from 'node:worker_threads';
import type { Recipe, SeedSource } from '@toile/latent';
import type { PackClip } from '../pack/load-clip.js';
import type { InvertOptions, PhotoInversion, PhotoRefusal } from '../photo/invert-photo.js';
import { expectPhoto, type Photo } from '../photo/photo.js';
import { InferenceError } from './inference-error.js';
import type { DrawablePack, DrawnBatch } from './pack-drawing.js';
import type { SessionSettings } from './sessions.js';
import type { EmbeddedThings, OpenedPack, ThreadReply, ThreadRequest } from './thread-messages.js';

export interface InferenceThreadOptions extends SessionSettings {
  /** How long one call may take before the thread counts as stuck in native code, in ms. */
  readonly timeoutMs: number;
  /** The thread's compiled script; `thread-entry.js` beside this file unless told. */
  readonly entry?: URL;
  /** Node's flags for the thread; those of this process unless told. */
  readonly execArgv?: readonly string[];
}

/** A drawn batch and the provider that drew it. */
export type ThreadDrawing = DrawnBatch & { readonly provider: string };

/** A request without its id. */
type Question = ThreadRequest extends infer R ? (R extends ThreadRequest ? Omit<R, 'id'> : never) : never;
type Failed = Extract<ThreadReply, { kind: 'failed' }>;

interface Call {
  readonly id: number;
  resolve(reply: ThreadReply): void;
  reject(error: InferenceError): void;
}

/**
 * ONNX Runtime on a thread of its own, started when it is first needed. After it has died or a network has
 * failed, the next call starts another and opens its pack anew.
 *
 * One call at a time, the others wait in line: a thread must only be ended between calls, since ending it inside
 * `session.run` makes the native binding abort the whole process.
 */
export class InferenceThread {
  readonly #options: InferenceThreadOptions;
  readonly #opened = new Map<string, OpenedPack>();
  #worker: Worker | null = null;
  #call: Call | null = null;
  #line: Promise<unknown> = Promise.resolve();
  #lastId = 0;
  #starts = 0;
  #closed = false;

  constructor(options: InferenceThreadOptions) {
    this.#options = options;
  }

  /** How many threads there have been: 1 where none has died. */
  get starts(): number {
    return this.#starts;
  }

  /** Opens a pack's networks unless they are open. Rejects with InferenceError. */
  open(pack: DrawablePack): Promise<OpenedPack> {
    return this.#inLine(() => this.#open(pack));
  }

  /** Draws recipes of one pack in one batch. Rejects with InferenceError; the recipes must fit the pack. */
  draw(pack: DrawablePack, recipes: readonly Recipe[]): Promise<ThreadDrawing> {
    const question = { kind: 'draw', packId: pack.manifest.id, recipes } as const;
    return this.#asked(pack, question, 'drawn').then(({ drawn, provider }) => ({ ...drawn, provider }));
  }

  /** The ws [numWs, wDim] that a recipe's picture is drawn from. Rejects as `draw` does. */
  async ws(pack: DrawablePack, recipe: Recipe): Promise<Float32Array> {
    return (await this.#asked(pack, { kind: 'ws', packId: pack.manifest.id, recipe }, 'ws')).ws;
  }

  /** The w [n, wDim] of seeds, not truncated. Rejects as `draw` does. */
  async w(pack: DrawablePack, sources: readonly SeedSource[]): Promise<Float32Array> {
    return (await this.#asked(pack, { kind: 'w', packId: pack.manifest.id, sources }, 'w')).w;
  }

  /**
   * Unit vectors [n, width] of texts, or of the pictures of recipes, by a CLIP of the pack. Rejects as `draw` does,
   * and with InferenceError `clip-unusable`, after which pictures are drawn as before.
   */
  async embed(pack: DrawablePack, clip: PackClip, what: EmbeddedThings): Promise<Float32Array> {
    const { folder, manifest } = pack;
    const question = { kind: 'embed', packId: manifest.id, clip: { ...clip, folder }, what } as const;
    return (await this.#asked(pack, question, 'embedded')).embeddings;
  }

  /**
   * Finds the place of a photo's garment in a pack's wPlus. It takes a second or two, in which this thread draws
   * nothing. Rejects as `draw` does, with `pack-unusable` too when the pack cannot look at photos; throws RangeError for
   * a photo of no size that can be looked at.
   */
  invert(
    pack: DrawablePack,
    photo: Photo,
    options: InvertOptions = {},
  ): Promise<PhotoInversion | PhotoRefusal> {
    expectPhoto(photo);
    const question = { kind: 'invert', packId: pack.manifest.id, photo, options } as const;
    return this.#asked(pack, question, 'looked').then(({ found }) => found);
  }

  /** Waits for the calls in line and ends the thread. Later calls reject with InferenceError `closed`. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#inLine(async () => {
      this.#closed = true;
      await this.#end();
    });
  }

  /** Asks in line, of a pack that is open then; answers with the provider that draws it. */
  #asked<K extends ThreadReply['kind']>(
    pack: DrawablePack,
    question: Question,
    expected: K,
  ): Promise<Extract<ThreadReply, { kind: K }> & Pick<OpenedPack, 'provider'>> {
    return this.#inLine(async () => {
      const { provider } = await this.#open(pack);
      const reply = await this.#ask(question);
      if (reply.kind === 'failed') throw await this.#failed(reply);
      if (reply.kind !== expected) throw new TypeError(`inference thread: unexpected ${reply.kind}`);
      return { ...(reply as Extract<ThreadReply, { kind: K }>), provider };
    });
  }

  async #open(pack: DrawablePack): Promise<OpenedPack> {
    const { folder, manifest, wAvg, directions } = pack;
    const known = this.#opened.get(manifest.id);
    if (known) return known;
    const reply = await this.#ask({ kind: 'open', pack: { folder, manifest, wAvg, directions } });
    if (reply.kind === 'failed') throw await this.#failed(reply);
    if (reply.kind !== 'opened') throw new TypeError(`inference thread: unexpected ${reply.kind}`);
    this.#opened.set(manifest.id, reply.opened);
    return reply.opened;
  }

  /** What a failed run has left behind in the runtime is not known: the next call gets a fresh thread. */
  async #failed({ code, message }: Failed): Promise<InferenceError> {
    if (code === 'inference-failed') await this.#end();
    return new InferenceError(code, message);
  }

  #inLine<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(() => {
      if (this.#closed) throw new InferenceError('closed', 'the inference thread was closed');
      return task();
    });
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  async #ask(question: Question): Promise<ThreadReply> {
    const worker = this.#worker ?? this.#start();
    const id = ++this.#lastId;
    const { timeoutMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<ThreadReply>((resolve, reject) => {
        this.#call = { id, resolve, reject };
        timer = setTimeout(() => {
          reject(new InferenceError('timed-out', `no answer from the inference thread in ${timeoutMs} ms`));
        }, timeoutMs);
        worker.postMessage({ ...question, id } satisfies ThreadRequest);
      });
    } finally {
      clearTimeout(timer);
      this.#call = null;
    }
  }

  #start(): Worker {
    const { providers, threads, execArgv } = this.#options;
    const { entry = new URL('./thread-entry.js', import.meta.url) } = this.#options;
    const workerData: SessionSettings = { providers, threads };
    const worker = new Worker(entry, { workerData, ...(execArgv && { execArgv: [...execArgv] }) });
    this.#worker = worker;
    this.#starts += 1;
    let cause: unknown;
    worker.on('message', (reply: ThreadReply) => {
      if (this.#call?.id === reply.id) this.#call.resolve(reply);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (exitCode) => {
      if (this.#worker !== worker) return;
      this.#forget();
      const reason = cause instanceof Error ? cause.message : `exit code ${exitCode}`;
      this.#call?.reject(
        new InferenceError('thread-died', `the inference thread died: ${reason}`, { cause }),
      );
    });
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#forget();
    await worker?.terminate();
  }

  #forget(): void {
    this.#worker = null;
    this.#opened.clear();
  }
}
