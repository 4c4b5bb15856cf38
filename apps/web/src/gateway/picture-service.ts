import { type Recipe, recipeHash } from '@toile/latent';
import {
  type Announcement,
  type Frame,
  type PictureJob,
  type Task,
  type TaskJob,
  ToileError,
  taskHash,
} from '@toile/protocol';
import type { RenderQueue } from '@toile/queue';
import { asToileError } from './failure.js';

interface Waiter {
  /** The frame may be there now. */
  look(): void;
  fail(error: ToileError): void;
}

/** How long a picture is waited for, and how often it is looked for in case its announcement was lost, in ms. */
const patience = { waitMs: 15_000, lookAgainMs: 3_000 };

/** What is to be made, and the hash that names what comes of it. */
type Work = Pick<PictureJob, 'recipe' | 'hash'> | Pick<TaskJob, 'task' | 'hash'>;

/** Pictures and answers to tasks for HTTP: one background job each, however many ask for it. */
export class PictureService {
  readonly #queue: Pick<RenderQueue, 'offer' | 'withdraw' | 'frame'>;
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #patience: typeof patience;

  constructor(
    queue: Pick<RenderQueue, 'offer' | 'withdraw' | 'frame'>,
    options: Partial<typeof patience> = {},
  ) {
    this.#queue = queue;
    this.#patience = { ...patience, ...options };
  }

  /**
   * The frame of a recipe, drawn if need be. `signal` says that the asker has gone: a picture for which nobody
   * here waits any more is withdrawn (whoever waits elsewhere asks for it again).
   * @throws ToileError `render-failed`, `rate-limited` (the room asked for too many), `renderer-absent` (nobody
   * drew it in time), `queue-unavailable`
   */
  async picture(roomId: string, recipe: Recipe, signal?: AbortSignal): Promise<Frame> {
    try {
      return await this.#made(roomId, { hash: recipeHash(recipe), recipe }, signal);
    } catch (error) {
      throw asToileError(error);
    }
  }

  /** What a worker finds out, as the value that the task's answer schema reads. Rejects as `picture` does. */
  async answer(roomId: string, task: Task, signal?: AbortSignal): Promise<unknown> {
    try {
      const { bytes } = await this.#made(roomId, { hash: taskHash(task), task }, signal);
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      throw asToileError(error);
    }
  }

  announced(announcement: Announcement): void {
    for (const waiter of this.#waiters.get(keyOf(announcement.roomId, announcement.hash)) ?? []) {
      if (announcement.kind === 'frame') waiter.look();
      else waiter.fail(new ToileError(announcement.code, announcement.message));
    }
  }

  async #made(roomId: string, work: Work, signal: AbortSignal | undefined): Promise<Frame> {
    return (await this.#queue.frame(work.hash)) ?? (await this.#make(roomId, work, signal));
  }

  #make(roomId: string, work: Work, signal: AbortSignal | undefined): Promise<Frame> {
    const { hash } = work;
    const key = keyOf(roomId, hash);
    const slot = `${'recipe' in work ? 'picture' : 'task'}:${hash}`;
    const waiters = this.#waiters.get(key) ?? new Set();
    this.#waiters.set(key, waiters);
    return new Promise<Frame>((resolve, reject) => {
      const ask = async () => {
        const frame = await this.#queue.frame(hash);
        if (frame) return end(() => resolve(frame));
        if (!waiters.has(waiter)) return;
        const offeredAtMs = Date.now();
        const job = { roomId, slot, lane: 'background', offeredAtMs, ...work } as const;
        const outcome = await this.#queue.offer(job);
        if (outcome === 'full')
          throw new ToileError('rate-limited', 'This room is waiting for many pictures.');
      };
      const askOrFail = () => void ask().catch(waiter.fail);
      const waiter: Waiter = { look: askOrFail, fail: (error) => end(() => reject(error)) };
      const again = setInterval(askOrFail, this.#patience.lookAgainMs);
      const enough = setTimeout(() => {
        end(() => reject(new ToileError('renderer-absent', 'This picture is not drawn yet. Ask again.')));
      }, this.#patience.waitMs);
      const gone = () => {
        end(() => reject(new ToileError('renderer-absent', 'Nobody waits for this picture any more.')));
        if (!this.#waiters.has(key)) void this.#queue.withdraw(roomId, slot).catch(drawnForNobody);
      };
      const end = (settle: () => void) => {
        clearInterval(again);
        clearTimeout(enough);
        signal?.removeEventListener('abort', gone);
        waiters.delete(waiter);
        if (waiters.size === 0 && this.#waiters.get(key) === waiters) this.#waiters.delete(key);
        settle();
      };
      waiters.add(waiter);
      signal?.addEventListener('abort', gone);
      if (signal?.aborted) gone();
      else askOrFail();
    });
  }
}

const keyOf = (roomId: string, hash: string): string => `${roomId}/${hash}`;

/** A job that could not be withdrawn costs a picture that nobody sees. */
const drawnForNobody = () => undefined;
