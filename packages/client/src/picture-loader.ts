import { type Recipe, recipeHash } from '@toile/latent';
import { type Frame, limits, ToileError } from '@toile/protocol';

export interface PictureLoaderOptions {
  /** The picture of a recipe; rejects with a ToileError, or with anything once `signal` is aborted. */
  readonly fetch: (recipe: Recipe, signal: AbortSignal) => Promise<Frame>;
  /** Requests at once. Browsers open six connections to one server. */
  readonly concurrency?: number;
  /** Requests in any ten seconds: fewer than the server allows, since other tabs and single pictures ask too. */
  readonly perTenSeconds?: number;
  /** Pictures that are kept for the next time. */
  readonly kept?: number;
}

export interface PictureRequest {
  /** Aborting it gives the picture up: it leaves the line, or its request ends, unless somebody else wants it. */
  readonly signal?: AbortSignal;
  /** Before all that wait. */
  readonly urgent?: boolean;
}

interface Waiter {
  resolve(frame: Frame): void;
  reject(error: unknown): void;
}

interface Wanted {
  readonly recipe: Recipe;
  readonly waiters: Set<Waiter>;
  urgent: boolean;
  attempts: number;
  /** Not before this time, in ms of `performance.now()`. */
  notBeforeMs: number;
  loading: AbortController | null;
}

/** Waits before a picture is asked for again that no renderer drew in time. */
const retryMs = [1_500, 4_000, 10_000, 20_000] as const;
/** Shares of the limit: so much at once after a rest, the other part evenly over ten seconds. */
const burstShare = 0.4;
/** How long nothing is asked for after the server has said that it was too much. */
const hushMs = 2_000;

/**
 * The pictures of recipes, for everything that shows many: asked for in order, few at once and never more than
 * the server's limit allows; each only once however many want it; what nobody wants any more is not asked for.
 * Failures that pass are waited out.
 */
export class PictureLoader {
  readonly #fetch: PictureLoaderOptions['fetch'];
  readonly #concurrency: number;
  readonly #burst: number;
  readonly #perMs: number;
  readonly #kept: number;
  readonly #frames = new Map<string, Frame>();
  /** In the order of asking. */
  readonly #wanted = new Map<string, Wanted>();
  #loading = 0;
  #tokens: number;
  #filledAtMs = performance.now();
  #hushedUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor({ fetch, concurrency = 6, perTenSeconds, kept = 800 }: PictureLoaderOptions) {
    this.#fetch = fetch;
    this.#concurrency = concurrency;
    const rate = perTenSeconds ?? limits.picturesPerTenSeconds * 0.85;
    this.#burst = Math.max(1, rate * burstShare);
    this.#perMs = (rate * (1 - burstShare)) / 10_000;
    this.#kept = kept;
    this.#tokens = this.#burst;
  }

  /** The picture with this recipe hash, where it is here already. */
  known(hash: string): Frame | null {
    return this.#frames.get(hash) ?? null;
  }

  /**
   * The picture of `recipe`. Rejects with a ToileError that is not retryable, or with the signal's reason.
   * Throws as `recipeHash` does where the recipe is none.
   */
  load(recipe: Recipe, { signal, urgent = false }: PictureRequest = {}): Promise<Frame> {
    const hash = recipeHash(recipe);
    const known = this.#frames.get(hash);
    if (known) {
      this.#keep(hash, known);
      return Promise.resolve(known);
    }
    return new Promise<Frame>((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#closed) throw new ToileError('internal', 'This room client is closed.');
      const wanted = this.#wanted.get(hash) ?? {
        recipe,
        waiters: new Set(),
        urgent,
        attempts: 0,
        notBeforeMs: 0,
        loading: null,
      };
      wanted.urgent ||= urgent;
      this.#wanted.set(hash, wanted);
      const settled = () => signal?.removeEventListener('abort', giveUp);
      const waiter: Waiter = {
        resolve: (frame) => {
          settled();
          resolve(frame);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      const giveUp = () => {
        wanted.waiters.delete(waiter);
        if (wanted.waiters.size === 0 && this.#wanted.get(hash) === wanted) {
          this.#wanted.delete(hash);
          wanted.loading?.abort();
        }
        waiter.reject(signal?.reason);
      };
      wanted.waiters.add(waiter);
      signal?.addEventListener('abort', giveUp);
      this.#next();
    });
  }

  /** Give everything up. */
  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const over = new ToileError('internal', 'This room client is closed.');
    for (const [hash, wanted] of [...this.#wanted]) this.#settle(hash, wanted, ({ reject }) => reject(over));
    this.#frames.clear();
  }

  /** Ask for what may be asked for now, and wake when more may be. */
  #next(): void {
    if (this.#closed) return;
    const nowMs = performance.now();
    this.#fill(nowMs);
    while (this.#loading < this.#concurrency) {
      const waiting = [...this.#wanted].filter(([, { loading }]) => loading === null);
      if (waiting.length === 0) return;
      const ready = waiting.filter(([, { notBeforeMs }]) => notBeforeMs <= nowMs);
      const chosen = ready.find(([, { urgent }]) => urgent) ?? ready[0];
      const waitMs = Math.max(
        this.#hushedUntilMs - nowMs,
        (1 - this.#tokens) / this.#perMs,
        chosen ? 0 : Math.min(...waiting.map(([, { notBeforeMs }]) => notBeforeMs)) - nowMs,
      );
      if (!chosen || waitMs > 0) {
        this.#wake(waitMs);
        return;
      }
      this.#tokens -= 1;
      void this.#ask(...chosen);
    }
  }

  async #ask(hash: string, wanted: Wanted): Promise<void> {
    const asking = new AbortController();
    wanted.loading = asking;
    this.#loading += 1;
    try {
      const frame = await this.#fetch(wanted.recipe, asking.signal);
      this.#keep(hash, frame);
      this.#settle(hash, wanted, ({ resolve }) => resolve(frame));
    } catch (error) {
      if (!asking.signal.aborted) this.#failed(hash, wanted, error);
    } finally {
      wanted.loading = null;
      this.#loading -= 1;
      this.#next();
    }
  }

  #failed(hash: string, wanted: Wanted, error: unknown): void {
    if (!(error instanceof ToileError && error.retryable)) {
      this.#settle(hash, wanted, ({ reject }) => reject(error));
      return;
    }
    const nowMs = performance.now();
    if (error.code === 'rate-limited') {
      this.#hushedUntilMs = nowMs + hushMs;
      this.#tokens = 0;
    } else {
      wanted.notBeforeMs = nowMs + (retryMs[wanted.attempts] ?? retryMs[retryMs.length - 1] ?? 0);
      wanted.attempts += 1;
    }
  }

  #settle(hash: string, wanted: Wanted, tell: (waiter: Waiter) => void): void {
    if (this.#wanted.get(hash) === wanted) this.#wanted.delete(hash);
    for (const waiter of [...wanted.waiters]) tell(waiter);
    wanted.waiters.clear();
  }

  /** The frame was used last; the ones that have not been used for longest go. */
  #keep(hash: string, frame: Frame): void {
    this.#frames.delete(hash);
    this.#frames.set(hash, frame);
    const [oldest] = this.#frames.keys();
    if (this.#frames.size > this.#kept && oldest !== undefined) this.#frames.delete(oldest);
  }

  #fill(nowMs: number): void {
    const gained = (nowMs - this.#filledAtMs) * this.#perMs;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#filledAtMs = nowMs;
  }

  #wake(inMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#next();
      },
      Math.ceil(Math.max(1, inMs)),
    );
  }
}
